"""The classes of words that lexicon files may use, and what each is for."""

from __future__ import annotations

from enum import StrEnum


class Cue(StrEnum):
    """A class of words. What is matched is defined in the language files; rules speak of classes only."""

    __hash__ = str.__hash__  # that of Enum is written in Python, and every look-up of a class would pay for it

    # Parts of written-out addresses and numbers
    NUMBER = "number"  # value: digits, or a magnitude such as x100, or a repetition such as r2
    AT = "at"
    AT_WEAK = "at_weak"  # an everyday word that only sometimes stands for @
    DOT = "dot"
    DASH = "dash"
    UNDERSCORE = "underscore"
    SLASH = "slash"
    PLUS = "plus"
    JOIN = "join"  # words between the parts of a dictated number
    # Names
    APP = "app"  # value: kind:name, such as messenger:telegram
    PROVIDER = "provider"  # value: the mail domain
    TLD = "tld"  # value: the top-level domain
    # Contact details by name
    PHONE_NOUN = "phone_noun"
    NUMBER_NOUN = "number_noun"  # "number" alone: a phone number only beside a person
    EMAIL_NOUN = "email_noun"
    CONTACT_NOUN = "contact_noun"
    HANDLE_NOUN = "handle_noun"
    ADDRESS_NOUN = "address_noun"
    STREET = "street"
    OWN_DOMAIN = "own_domain"  # our domain, the company name: stands for a host
    # People and their doing
    MY = "my"
    YOUR = "your"
    WANT = "want"  # asks for something: give me, send me, what is
    HAVE = "have"  # asks whether one has or uses something
    REACH_ME = "reach_me"
    REACH_YOU = "reach_you"
    FIND_ME = "find_me"
    MOVE = "move"
    ELSEWHERE = "elsewhere"
    PLATFORM = "platform"
    MEET = "meet"
    QR = "qr"
    SEEK = "seek"  # look for, search for: leads to the writer only beside the name of an app
    OWN_SITE = "own_site"  # my site, my portfolio
    # Money
    PAY = "pay"
    DIRECT = "direct"
    FEE = "fee"
    AVOID = "avoid"
    CANCEL = "cancel"
    ACCOUNT = "account"  # bank account, card, cash: a way of paying by name
    # Whole phrases that do something by themselves
    ASK_PHONE = "ask_phone"
    ASK_EMAIL = "ask_email"
    ASK_CONTACT = "ask_contact"
    INVITE = "invite"
    TELL = "tell"  # says where a detail is to be found without giving it
    BYPASS = "bypass"
    # Parts of what people propose, which only mean something beside each other
    OTHER_APP = "other_app"  # a messenger without its name: a proper messenger, some chat app
    WHERE_SEND = "where_send"  # asks where to send something: means a detail only beside a name of one
    YOU_USE = "you_use"  # stands behind a detail and says that it is the reader's: the one you normally use
    PURPOSE = "purpose"  # what a detail is wanted for: for our records, so I can ring you
    CALL_SETUP = "call_setup"  # arranges a call: shall I send you, up for a
    OUTING = "outing"  # what people meet for: coffee, lunch
    WHEN = "when"  # days and times of a meeting
    NEARBY = "nearby"  # says that the two are in one place
    SEE_YOU = "see_you"  # meets, when somebody is near: link up, pop round
    SPEAK = "speak"  # talks, goes on: an invitation beside somebody who must not listen
    LISTENER = "listener"  # the platform as one who listens: the referee, fewer ears
    REACH_THEM = "reach_them"  # writes or speaks to somebody else: text my, contact our
    STAFF = "staff"  # whom one is sent to: the manager, the assistant
    HIRE = "hire"  # employs the other person: hire you, work with me
    PART = "part"  # a share of the price: half, the rest
    PERSON = "person"  # you, me: behind the name of a way to pay it is a verb
    BY = "by"  # by, via, through: before the name of a way to pay
    MIDDLEMAN = "middleman"  # the platform as one who takes a share: the landlord, the matchmaker
    SECRET = "secret"  # somebody who shall not know or get anything: needn't know, gets nothing
    DISCOUNT = "discount"  # cheaper, 20 less
    # What speaks against
    NOT = "not"
    REFUSAL = "refusal"
    RULE = "rule"
    ID_NOUN = "id_noun"  # names what a row of digits is: order, invoice, version
    WORK_NOUN = "work_noun"  # names the material of a job: script, field, regex, button
    WORK_STRONG = "work_strong"  # says that what follows is text or data of a job
    MATERIAL = "material"  # as work_noun, but too common to speak against a proposal: website, test, sample
    THIRD = "third"  # says that a detail is somebody else's: the client's, their
    HERE_WAY = "here_way"  # the platform's own way: a call here, through the platform
    HIDE = "hide"  # hints at reading a detail in another way than written
    COMMON = "common"  # everyday words: they only tell which language a text speaks
    HOUR = "hour"  # units that claim the number before them
