"""Money as people read it."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

# ISO 4217: how many digits the minor unit takes, where it is not two.
_MINOR_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV"), 0),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
_SYMBOLS = {
    "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "TRY": "₺",
    "UAH": "₴", "VND": "₫", "PHP": "₱", "NGN": "₦", "ILS": "₪", "BRL": "R$",
}  # fmt: skip
_SYMBOL_FIRST = ("en", "hi", "ja", "ko", "zh", "tr", "ur", "bn")
_NO_BREAK_SPACE = "\u00a0"


def format_money(minor: int, currency: str) -> str:
    """`minor` units of an ISO currency for the language in force; whole amounts show no cents."""
    digits = _MINOR_DIGITS.get(currency, 2)
    amount = Decimal(minor).scaleb(-digits)
    is_whole = amount == amount.to_integral_value()
    number = number_format(amount, decimal_pos=0 if is_whole else digits, use_l10n=True, force_grouping=True)
    symbol = _SYMBOLS.get(currency)
    if symbol and (get_language() or "en").startswith(_SYMBOL_FIRST):
        return f"-{symbol}{number[1:]}" if minor < 0 else f"{symbol}{number}"
    return f"{number}{_NO_BREAK_SPACE}{symbol or currency}"
