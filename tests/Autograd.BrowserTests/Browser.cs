using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Autograd.BrowserTests.Browser))]

namespace Autograd.BrowserTests;

/// <summary>One headless browser for all tests; each opens pages of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("autograd-pages-").FullName;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private int pages;

    public async ValueTask InitializeAsync()
    {
        string chromium = Programs.Find("AUTOGRAD_CHROMIUM", "chromium", "chromium", "chromium-browser", "google-chrome");
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    /// <summary>Opens a page as a reader would, from a file and without a network.</summary>
    public async Task<Page> Open(string html, int width, int height, bool dark)
    {
        string file = Path.Combine(folder, $"{Interlocked.Increment(ref pages)}.html");
        await File.WriteAllTextAsync(file, html, TestContext.Current.CancellationToken);
        IBrowserContext context = await browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Offline = true,
        });
        Page page = new(context, await context.NewPageAsync());
        await page.Tab.GotoAsync(new Uri(file).AbsoluteUri);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
