"""What a host sets for its own copy of the atlas, through the environment: one table, read in one place, refused where it is wrong."""

from atlas.settings.addresses import PREFIX_KEY, public_base, public_url, report_link
from atlas.settings.table import SIGN_IN, Hosting, SettingsError, documented, hosting, read_settings

__all__ = [
    "PREFIX_KEY",
    "SIGN_IN",
    "Hosting",
    "SettingsError",
    "documented",
    "hosting",
    "public_base",
    "public_url",
    "read_settings",
    "report_link",
]
