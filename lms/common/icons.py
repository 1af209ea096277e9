"""Our own line icons on a grid of 24, kept as paths: no request, and colours follow the text."""

ICONS: dict[str, str] = {
    "alert": '<circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.3v.1"/>',
    "arrow-back": '<path d="M19 12H5m5.5-5.5L5 12l5.5 5.5"/>',
    "arrow-on": '<path d="M5 12h14m-5.5-5.5L19 12l-5.5 5.5"/>',
    "bell": '<path d="M6 17v-6a6 6 0 0 1 12 0v6M4 17h16M10 20.5h4M12 3v2"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="15" rx="2.5"/><path d="M4 10.5h16M8.5 3v4M15.5 3v4"/>',
    "check": '<path d="M5 12.5 9.5 17 19 7.5"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-end": '<path d="m9.5 6 6 6-6 6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "copy": '<rect x="8.5" y="8.5" width="11" height="11" rx="2.5"/><path d="M15.5 5.5c0-1-.8-1.5-1.5-1.5H6.5'
    'C5 4 4 5 4 6.5V14c0 .8.5 1.5 1.5 1.5"/>',
    "crisis": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="3.5"/><path d="m5.6 5.6 3.9 3.9m5 5 '
    '3.9 3.9m0-12.8-3.9 3.9m-5 5-3.9 3.9"/>',
    "cross": '<path d="m7 7 10 10M17 7 7 17"/>',
    "dash": '<path d="M6 12h12"/>',
    "door": '<path d="M5 20.5V5.5c0-1 .7-2 2-2h7c1.3 0 2 1 2 2V8M16 16v4.5M3 20.5h15M10.5 12H21m-3-3 3 3-3 3"/>',
    "dot": '<circle cx="12" cy="12" r="7" fill="currentColor"/>',
    "download": '<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15"/>',
    "edit": '<path d="m4 20 1-4.5L15.5 5l3.5 3.5L8.5 19zM13 7.5l3.5 3.5"/>',
    "evidence": '<path d="M4 20h16M7 16v-4M12 16V5M17 16V9"/>',
    "eye": '<path d="M2.5 12c5-8 14-8 19 0-5 8-14 8-19 0z"/><circle cx="12" cy="12" r="2.8"/>',
    "filter": '<path d="M4 6.5h16M7 12h10M10 17.5h4"/>',
    "flag": '<path d="M6 21V4c4-2 7 2 12 0v9c-5 2-8-2-12 0"/>',
    "half": '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7v.1"/>',
    "level-1": '<path d="M12 4 21 19.5H3z" fill="currentColor"/>',
    "level-2": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5a8.5 8.5 0 0 1 8.5 8.5H12z" fill="currentColor"/>',
    "level-3": '<circle cx="12" cy="12" r="8.5" fill="currentColor"/>',
    "level-4": '<path d="m12 3 2.7 5.9 6.3.7-4.7 4.3 1.3 6.3L12 17l-5.6 3.2 1.3-6.3L3 9.6l6.3-.7z" '
    'fill="currentColor"/>',
    "link-out": '<path d="M13.5 4.5h6v6m0-6-9 9M17.5 14v4.5c0 .7-.3 1-1 1h-11c-.7 0-1-.3-1-1v-11c0-.7.3-1 1-1H10"/>',
    "list": '<path d="M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1"/>',
    "lock": '<rect x="5" y="11" width="14" height="9.5" rx="2.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "menu": '<path d="M4 8h16M4 16h16"/>',
    "message": '<rect x="3.5" y="5.5" width="17" height="13" rx="2.5"/><path d="m4 7.5 8 6 8-6"/>',
    "moon": '<path d="M19.5 14.5A8.5 8.5 0 0 1 9.5 4.5a8 8 0 1 0 10 10z"/>',
    "note": '<path d="M6 3.5h9l4 4v13H6zM14.5 4v4H19M9.5 12.5h6M9.5 16.5h4"/>',
    "pencil": '<path d="m4 20 1-4.5L15.5 5l3.5 3.5L8.5 19zM13 7.5l3.5 3.5"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.5-7.5 12.5-7.5 13 0M16 5.5a3.3 3.3 0 0 1 0 6'
    'M18 14c2 .8 3.3 2.6 3.5 5.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.5-9 14.5-9 15 0"/>',
    "phone": '<path d="M5 4.5h3.5l2 5-2.5 2c1 2.2 2.3 3.5 4.5 4.5l2-2.5 5 2V19c0 1-.8 1.5-1.5 1.5'
    'C10 20.5 3.5 13.5 3.5 6c0-.8.5-1.5 1.5-1.5z"/>',
    "pin": '<path d="M12 21c-4-4.5-6.5-7.5-6.5-11a6.5 6.5 0 0 1 13 0c0 3.5-2.5 6.5-6.5 11z"/><circle cx="12" cy="10" '
    'r="2.5"/>',
    "play": '<path d="M7 4.5v15l12.5-7.5z"/>',
    "print": '<path d="M7 9V4h10v5M7 16.5H4V9h16v7.5h-3M7 14h10v6.5H7z"/>',
    "quote": '<path d="M10 7c-4 .5-5.5 3-5.5 9h5v-5h-3M19.5 7c-4 .5-5.5 3-5.5 9h5v-5h-3"/>',
    "ring": '<circle cx="12" cy="12" r="6.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "shield": '<path d="m12 3 7.5 3v5.5c0 4.5-3 7.7-7.5 9.5-4.5-1.8-7.5-5-7.5-9.5V6zM12 8v5M12 16.2v.1"/>',
    "speech": '<path d="M5 4.5h14c1 0 1.5.5 1.5 1.5v9c0 1-.5 1.5-1.5 1.5h-7L7 20.5v-4H5c-1 0-1.5-.5-1.5-1.5V6'
    'c0-1 .5-1.5 1.5-1.5zM8 9h8M8 12.5h5"/>',
    "star": '<path d="m12 3.5 2.6 5.6 6.2.7-4.6 4.1 1.3 6.1-5.5-3.1L6.5 20l1.3-6.1-4.6-4.1 6.2-.7z"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4'
    'M5.6 18.4 7 17M17 7l1.4-1.4"/>',
    "trash": '<path d="M4.5 7h15M9 7V4h6v3M6.5 7l1 13.5h9l1-13.5M10.5 11v6M13.5 11v6"/>',
    "upload": '<path d="M12 15V4M7.5 8.5 12 4l4.5 4.5M4.5 19.5h15"/>',
}
