using Microsoft.Playwright;

namespace Autograd.BrowserTests;

/// <summary>An open page that takes note of what goes wrong on it.</summary>
public sealed class Page : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly List<string> errors = [];

    internal Page(IBrowserContext context, IPage tab)
    {
        this.context = context;
        Tab = tab;
        tab.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                errors.Add($"{message.Type}: {message.Text}");
        };
        tab.PageError += (_, error) => errors.Add($"uncaught: {error}");
        tab.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                errors.Add($"asked the network for {request.Url}");
        };
    }

    /// <summary>The page in the browser, for clicks, keys and screenshots.</summary>
    public IPage Tab { get; }

    /// <summary>Errors and warnings of the console, exceptions that nobody caught, and requests that left the page.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>Pairs of visible elements that cover one another, unless one is inside the other; empty where all is well.</summary>
    public Task<string[]> Overlaps(string selector) => Ask("""
        selector => {
            const shown = visible(selector), found = [];
            for (let i = 0; i < shown.length; i++)
                for (let j = i + 1; j < shown.length; j++) {
                    const [a, b] = [shown[i], shown[j]];
                    if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
                    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left), height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                    if (width > 0.5 && height > 0.5) found.push(`${a.words} and ${b.words} by ${width.toFixed(1)} × ${height.toFixed(1)}`);
                }
            return found;
        }
        """, selector);

    /// <summary>
    /// Visible elements of which a part can not be seen, even by scrolling: they reach beyond the page, an ancestor that clips, or
    /// their own edge; empty where all is well.
    /// </summary>
    public Task<string[]> Cut(string selector) => Ask("""
        selector => visible(selector).flatMap(({ element, words, left, top, right, bottom }) => {
            const found = [], root = document.documentElement, by = 1;
            let scroller = element.parentElement;
            while (scroller && !scrolls(getComputedStyle(scroller))) scroller = scroller.parentElement;
            const edge = scroller ? scroller.getBoundingClientRect() : { left: 0, top: 0 }, area = scroller ?? root;
            const [x, y] = scroller ? [scroller.scrollLeft - edge.left, scroller.scrollTop - edge.top] : [scrollX, scrollY];
            if (left + x < -by || top + y < -by || right + x > area.scrollWidth + by || bottom + y > area.scrollHeight + by)
                found.push(`${words} reaches beyond what can be scrolled to`);
            const own = getComputedStyle(element);
            if (element instanceof HTMLElement && own.overflowX !== 'visible' && !scrolls(own) &&
                (element.scrollWidth > element.clientWidth + by || element.scrollHeight > element.clientHeight + by))
                found.push(`${words} is larger than itself`);
            for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
                const style = getComputedStyle(outer), clips = outer instanceof SVGSVGElement || style.overflowX !== 'visible' || style.overflowY !== 'visible';
                if (scrolls(style)) break;
                if (!clips || (outer instanceof SVGSVGElement && style.overflow === 'visible')) continue;
                const edge = outer.getBoundingClientRect();
                if (left < edge.left - by || top < edge.top - by || right > edge.right + by || bottom > edge.bottom + by)
                    found.push(`${words} is cut by <${outer.tagName.toLowerCase()}>`);
            }
            return found;
        })
        """, selector);

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private Task<string[]> Ask(string question, string selector) =>
        Tab.EvaluateAsync<string[]>($"selector => {{ {Geometry} return ({question})(selector); }}", selector);

    private const string Geometry = """
        const visible = selector => [...document.querySelectorAll(selector)]
            .filter(element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
            .map(element => {
                const { left, top, right, bottom } = element.getBoundingClientRect();
                const words = `<${element.tagName.toLowerCase()}> "${element.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}"`;
                return { element, words, left, top, right, bottom };
            })
            .filter(({ left, top, right, bottom }) => right > left && bottom > top);
        const scrolls = style => [style.overflowX, style.overflowY].some(overflow => overflow === 'auto' || overflow === 'scroll');
        """;
}
