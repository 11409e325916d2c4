"""The classes of words that lexicon files may use, and what each is for."""

from __future__ import annotations

from enum import StrEnum


class Cue(StrEnum):
    """A class of words. What is matched is defined in the language files; rules speak of classes only."""

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
    # What speaks against
    NOT = "not"
    REFUSAL = "refusal"
    RULE = "rule"
    ID_NOUN = "id_noun"  # names what a row of digits is: order, invoice, version
    WORK_NOUN = "work_noun"  # names the material of a job: script, field, regex, button
    WORK_STRONG = "work_strong"  # says that what follows is text or data of a job
    HERE_WAY = "here_way"  # the platform's own way: a call here, through the platform
    HIDE = "hide"  # hints at reading a detail in another way than written
    COMMON = "common"  # everyday words: they only tell which language a text speaks
    HOUR = "hour"  # units that claim the number before them
