namespace ShopFloorTwin.Api.Board;

/// <summary>What stands around every page.</summary>
internal static class Layout
{
    public static Html Page(string title, Html header, Html main, bool isLive = false)
    {
        var script = isLive ? new Html().Add($"<script src=\"/board.js\" defer></script>") : new Html();
        return new Html().Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{title} · ShopFloorTwin</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/board.css">
            {script}
            </head>
            <body>
            <a class="skip" href="#main">Skip to the orders</a>
            <header class="top">
            <a class="brand" href="/"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M2 21V9l6 4V9l6 4V3h4l1 18z" fill="currentColor"/></svg>ShopFloorTwin</a>
            {header}
            </header>
            <main id="main">
            {main}
            </main>
            </body>
            </html>
            """);
    }
}
