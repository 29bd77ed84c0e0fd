"""What leaves the page: addresses, files, briefing packs and stories of the visitor's own."""

from components.share.briefing import pack_menu
from components.share.dialog import share_address, share_menu
from components.share.files import take_away
from components.share.own_story import NAME, keep_copy, own_story, own_story_panel, problem_list

__all__ = ["NAME", "keep_copy", "own_story", "own_story_panel", "pack_menu", "problem_list", "share_address", "share_menu", "take_away"]
