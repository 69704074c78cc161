"""The signs: small drawings on a grid of 24, each used with its word."""

_WEAVE = "M5 1h4v13H5zM5 20h4v3H5zM15 1h4v3h-4zM15 10h4v13h-4zM1 5h3v4H1zM10 5h13v4H10zM1 15h13v4H1zM20 15h3v4h-3z"
_RING = '<circle cx="12" cy="12" r="9"/>'


def _weave(strip: str) -> str:
    """The mark, pale, with one strip dark."""
    return f'<path class="solid" opacity=".28" d="{_WEAVE}"/><path class="solid" d="{strip}"/>'


SIGNS = {
    "mark": f'<path class="solid" d="{_WEAVE}"/>',
    "economy": _weave("M5 1h4v13H5zM5 20h4v3H5z"),
    "culture_society": _weave("M1 5h3v4H1zM10 5h13v4H10z"),
    "defence_security": _weave("M15 1h4v3h-4zM15 10h4v13h-4z"),
    "political_system": _weave("M1 15h13v4H1zM20 15h3v4h-3z"),
    "alert": '<path d="M12 3 2 20h20zM12 9v5M12 17v.5"/>',
    "info": _RING + '<path d="M12 11v6M12 7v.5"/>',
    "check": '<path d="m4 12.5 5.5 5.5L20 6.5"/>',
    "done": _RING + '<path d="m7.5 12.5 3.2 3.2 5.8-6.7"/>',
    "draft": '<circle cx="12" cy="12" r="9" stroke-dasharray="3.5 3.5"/>',
    "sent": _RING + '<path class="solid" d="M12 3a9 9 0 0 1 0 18z"/>',
    "back": '<path d="M9 5 4 10l5 5M4 10h10a6 6 0 0 1 0 12h-3"/>',
    "run": _RING + '<path class="solid" d="M10 8v8l6-4z"/>',
    "alive": '<circle class="solid" cx="12" cy="12" r="9"/>',
    "pause": _RING + '<path d="M10 9v6M14 9v6"/>',
    "stop": _RING + '<path d="m9 9 6 6M15 9l-6 6"/>',
    "ask": _RING + '<path d="M9.3 9.3a2.8 2.8 0 1 1 4 2.6c-.9.5-1.3 1-1.3 2M12 17v.3"/>',
    "seal": '<circle cx="12" cy="12" r="9.5"/><circle cx="12" cy="12" r="5.5"/><path d="m9.8 12 1.6 1.7 2.9-3.4"/>',
    "clock": _RING + '<path d="M12 7v5l3.5 2"/>',
    "same": '<path d="M4 9h16M4 15h16"/>',
    "join": '<path d="M5 3v4a5 5 0 0 0 5 5h9M5 21v-4a5 5 0 0 1 5-5M15 8l4 4-4 4"/>',
    "up": '<path class="solid" d="M12 5 21 19H3z"/>',
    "down": '<path class="solid" d="M12 19 3 5h18z"/>',
    "left": '<path d="m15 5-7 7 7 7"/>',
    "right": '<path d="m9 5 7 7-7 7"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "doc": '<path d="M6 2h8l5 5v15H6zM14 2v5h5M9 12h7M9 16h7"/>',
    "print": '<path d="M7 9V3h10v6M7 18H4v-8h16v8h-3M7 14h10v7H7z"/>',
    "share": '<path d="M4 12v8h16v-8M12 15V3M7.5 7.5 12 3l4.5 4.5"/>',
    "off": '<path d="M4 4l16 16M7 9.5A5 5 0 0 0 7 19h10M10.5 6.3A6 6 0 0 1 18 11a4 4 0 0 1 2.6 6.6"/>',
}
