using Microsoft.Playwright;
using Pictures;

namespace Autograd.BrowserTests;

/// <summary>The page of <see cref="Tape.ToHtml()"/> in a real browser: it moves, fits, and complains of nothing.</summary>
public sealed class PageTests(Browser browser)
{
    private const string Parts = "h1, #picture, #controls, #step, #tensor, footer";
    private const string Words = "#picture .box text, #picture .label text, #controls *, #step td, h1, h2, footer span, footer p";

    /// <summary>The sample's examples are what the page is for.</summary>
    private static readonly Dictionary<string, Func<Example>> Pages = new()
    {
        ["product"] = ClassicExamples.Product,
        ["neuron"] = ClassicExamples.SigmoidNeuron,
        ["two-layers"] = ClassicExamples.TwoLayerNetwork,
        ["shared"] = ClassicExamples.SharedValue,
        ["maximum"] = ClassicExamples.Maximum,
        ["not-a-number"] = ClassicExamples.NotANumber,
        ["recurrent"] = LearnedExamples.RecurrentNetwork,
        ["digits"] = () => LearnedExamples.DigitsNetwork(new ConsoleProgress()),
    };

    public static TheoryData<string, int, int, bool> Windows => new(
        from name in Pages.Keys
        from size in new[] { (1280, 800), (390, 844) }
        from dark in new[] { false, true }
        select (name, size.Item1, size.Item2, dark));

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task NothingOverlapsOrIsCutAtAnyStep(string name, int width, int height, bool dark)
    {
        await using Page page = await browser.Open(Html(name), width, height, dark);
        int steps = await Steps(page);
        for (int step = 0; step <= steps; step++)
        {
            (await page.Overlaps(Parts)).Should().BeEmpty("at step {0}", step);
            (await page.Overlaps("#picture .box, #picture .label")).Should().BeEmpty("at step {0}", step);
            (await page.Overlaps("#controls > *")).Should().BeEmpty("at step {0}", step);
            (await page.Cut(Words)).Should().BeEmpty("at step {0}", step);
            (await page.Tab.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(width, "the page itself never scrolls sideways");
            await page.Tab.Keyboard.PressAsync("ArrowRight");
        }

        page.Errors.Should().BeEmpty();
    }

    [Theory]
    [InlineData("product")]
    [InlineData("neuron")]
    [InlineData("two-layers")]
    public async Task TheClassicsAreSeenWhole(string name)
    {
        await using Page page = await browser.Open(Html(name), 1280, 800, dark: false);
        (await page.Tab.EvaluateAsync<bool>("(p => p.scrollWidth <= p.clientWidth && p.scrollHeight <= p.clientHeight)(document.getElementById('picture'))")).Should().BeTrue();
    }

    [Fact]
    public async Task ButtonsKeysAndSliderMoveThePicture()
    {
        await using Page page = await browser.Open(Html("product"), 1280, 800, dark: false);
        (await Where(page)).Should().Be("The whole picture; 7 steps");
        await page.Tab.ClickAsync("#forward");
        (await Where(page)).Should().Be("Step 1 of 7, forward");
        await page.Tab.Keyboard.PressAsync("ArrowRight");
        (await Where(page)).Should().Be("Step 2 of 7, forward");
        await page.Tab.Keyboard.PressAsync("End");
        (await Where(page)).Should().Be("Step 7 of 7, backward");
        await page.Tab.ClickAsync("#back");
        (await Where(page)).Should().Be("Step 6 of 7, backward");
        await page.Tab.Keyboard.PressAsync("ArrowLeft");
        (await Where(page)).Should().Be("Step 5 of 7, backward");
        await page.Tab.ClickAsync("#last");
        (await page.Tab.IsDisabledAsync("#forward")).Should().BeTrue();
        await page.Tab.ClickAsync("#first");
        (await Where(page)).Should().StartWith("The whole picture");
        (await page.Tab.IsDisabledAsync("#back")).Should().BeTrue();
        await page.Tab.Locator("#slider").FillAsync("4");
        (await Where(page)).Should().Be("Step 4 of 7, backward");
        await page.Tab.FocusAsync("#slider");
        await page.Tab.Keyboard.PressAsync("ArrowRight");
        (await Where(page)).Should().Be("Step 5 of 7, backward", "a key on the slider moves it once");
        await page.Tab.Keyboard.PressAsync("Home");
        (await Where(page)).Should().StartWith("The whole picture");
        page.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task PresentersKeysMoveThePicture()
    {
        await using Page page = await browser.Open(Html("product"), 1280, 800, dark: false);
        await page.Tab.Keyboard.PressAsync("PageDown");
        (await Where(page)).Should().Be("Step 1 of 7, forward");
        await page.Tab.Keyboard.PressAsync("Space");
        (await Where(page)).Should().Be("Step 2 of 7, forward");
        await page.Tab.Keyboard.PressAsync("Shift+Space");
        (await Where(page)).Should().Be("Step 1 of 7, forward");
        await page.Tab.Keyboard.PressAsync("PageUp");
        (await Where(page)).Should().StartWith("The whole picture");
        await page.Tab.FocusAsync("#forward");
        await page.Tab.Keyboard.PressAsync("Space");
        (await Where(page)).Should().Be("Step 1 of 7, forward", "a button that has the focus is pressed once");
        page.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task TheAddressKeepsTheStep()
    {
        await using Page page = await browser.Open(Html("product"), 1280, 800, dark: false);
        page.Tab.Url.Should().NotContain("#");
        await page.Tab.Locator("#slider").FillAsync("5");
        page.Tab.Url.Should().EndWith("#step=5");
        await page.Tab.ReloadAsync();
        (await Where(page)).Should().Be("Step 5 of 7, backward");
        await page.Tab.EvaluateAsync("location.hash = '#step=2'");
        (await Where(page)).Should().Be("Step 2 of 7, forward");
        page.Errors.Should().BeEmpty();
    }

    // The pictures of digits need no gradient.
    [Fact]
    public async Task NoGradientLightsAWireThatCarriesNone()
    {
        await using Page page = await browser.Open(Html("digits"), 1280, 800, dark: false);
        int steps = await Steps(page), lit = 0;
        for (int step = 0; step <= steps; step++)
        {
            lit += await page.Tab.Locator(".wire.now.back").CountAsync();
            (await page.Tab.Locator(".silent.now.back").CountAsync()).Should().Be(0, "at step {0}", step);
            await page.Tab.Keyboard.PressAsync("ArrowRight");
        }

        lit.Should().BePositive();
    }

    // What scrolls anyway is large enough to be read well, and leaves no window half empty.
    [Theory]
    [InlineData("digits", 1280, 800)]
    [InlineData("digits", 1920, 1080)]
    [InlineData("recurrent", 1280, 800)]
    public async Task ALargePictureFillsItsWindow(string name, int width, int height)
    {
        await using Page page = await browser.Open(Html(name), width, height, dark: false);
        (await page.Tab.EvaluateAsync<double>("document.querySelector('.wide svg').getBoundingClientRect().width / document.querySelector('.wide svg').viewBox.baseVal.width"))
            .Should().BeGreaterThanOrEqualTo(0.7);
        (await page.Tab.EvaluateAsync<double>("document.querySelector('footer').getBoundingClientRect().bottom")).Should().BeInRange(0.85 * height, height);
    }

    // Step 5: the product is at work, backward: 1 arrives, −4 and 3 leave; what lies below has no gradient yet.
    [Fact]
    public async Task AStepShowsWhatArrivesAndWhatLeaves()
    {
        await using Page page = await browser.Open(Html("product"), 1280, 800, dark: false);
        await page.Tab.Locator("#slider").FillAsync("5");
        (await page.Tab.InnerTextAsync("#step h2")).Should().Contain("Multiply");
        (await page.Tab.InnerTextAsync("#step p")).Should().Contain("Swaps");
        string[] rows = [.. (await page.Tab.Locator("#step tr").AllInnerTextsAsync()).Select(static row => row.Replace('\t', ' '))];
        rows.Should().Equal("upstream gradient 1", "local gradient for q z = −4", "downstream, to q 1 × −4 = −4", "local gradient for z q = 3", "downstream, to z 1 × 3 = 3");
        (await Shown(page, "gradient")).Should().BeEquivalentTo("∂ −4", "∂ 3", "∂ 1");
        (await Shown(page, "value")).Should().HaveCount(5);
        (await page.Tab.Locator(".wide .box.now .symbol").AllTextContentsAsync()).Should().Equal("×");
        await page.Tab.Locator("#slider").FillAsync("2");
        (await Shown(page, "gradient")).Should().BeEmpty();
        (await Shown(page, "value")).Should().BeEquivalentTo(["−2", "5", "−4", "3"], "the product has not been computed yet");
    }

    [Fact]
    public async Task PointingShowsTheWholeTensor()
    {
        await using Page page = await browser.Open(Html("digits"), 1280, 800, dark: false);
        await page.Tab.HoverAsync(".wide .box.parameter >> nth=0");
        (await page.Tab.InnerTextAsync("#tensor pre")).Should().Contain("value: Float").And.Contain("gradient: Float");
        await page.Tab.FocusAsync(".wide .label >> nth=0");
        (await page.Tab.InnerTextAsync("#tensor h2")).Should().Contain("→");
        page.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task AClickOnABoxGoesToItsStep()
    {
        await using Page page = await browser.Open(Html("product"), 1280, 800, dark: false);
        await page.Tab.ClickAsync(".wide .box.operation >> nth=1");
        (await Where(page)).Should().Be("Step 3 of 7, forward");
        await page.Tab.Keyboard.PressAsync("End");
        await page.Tab.ClickAsync(".wide .box.operation >> nth=1");
        (await Where(page)).Should().Be("Step 5 of 7, backward");
        await page.Tab.FocusAsync(".wide .box.operation >> nth=0");
        await page.Tab.Keyboard.PressAsync("Enter");
        (await Where(page)).Should().Be("Step 6 of 7, backward");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WordsStandOutFromTheirGround(bool dark)
    {
        await using Page page = await browser.Open(Html("two-layers"), 1280, 800, dark);
        double[] contrasts = await page.Tab.EvaluateAsync<double[]>("""
            () => {
                const light = css => { const [r, g, b] = css.match(/[\d.]+/g).map(Number).map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
                const paper = getComputedStyle(document.body).backgroundColor;
                const fill = (selector, what) => getComputedStyle(document.querySelector(selector))[what];
                return [...['.wide .value text', '.wide .gradient text', '.wide .local text'].map(words => contrast(fill(words, 'fill'), paper)),
                    ...['parameter', 'constant', 'operation', 'result'].map(kind => contrast(fill(`.wide .box.${kind} .symbol`, 'fill'), fill(`.wide .box.${kind} .form`, 'fill')))];
            }
            """);
        contrasts.Should().HaveCount(7).And.OnlyContain(static contrast => contrast >= 4.5);
    }

    [Fact]
    public async Task ALargeTapeIsAPageThatMoves()
    {
        Tensor x = Tensor.Parameter(Tensor.From(1.0), "x"), sum = x;
        for (int i = 0; i < 5000; i++)
            sum = (sum + x) * 0.999;
        await using Page page = await browser.Open(Tape.Of(sum).ToHtml(), 1280, 800, dark: false);
        await page.Tab.Keyboard.PressAsync("ArrowRight");
        (await Where(page)).Should().StartWith("Step 1 of");
        (await page.Tab.InnerTextAsync("footer")).Should().Contain("operations and parameters, drawn as");
        page.Errors.Should().BeEmpty();
    }

    /// <summary>Not a test of its own: draws the README's pictures where AUTOGRAD_PICTURES names a folder for them.</summary>
    [Fact]
    public async Task PicturesForTheReadme()
    {
        string folder = Environment.GetEnvironmentVariable("AUTOGRAD_PICTURES") ?? Directory.CreateTempSubdirectory("autograd-pictures-").FullName;
        await Draw("product", "product", 0, dark: false);
        await Draw("neuron", "sigmoid-neuron", 13, dark: false);
        await Draw("two-layers", "two-layer-network", 0, dark: true);

        async Task Draw(string example, string file, int step, bool dark)
        {
            await using Page page = await browser.Open(Html(example), 1280, 800, dark);
            await page.Tab.Locator("#slider").FillAsync($"{step}");
            await page.Tab.Locator("#slider").BlurAsync();
            await page.Tab.WaitForTimeoutAsync(400);
            float height = await page.Tab.EvaluateAsync<float>("document.querySelector('footer').getBoundingClientRect().bottom");
            byte[] picture = await page.Tab.ScreenshotAsync(new() { Path = Path.Combine(folder, file + ".png"), Clip = new() { X = 0, Y = 0, Width = 1280, Height = height } });
            picture.Should().HaveCountGreaterThan(10_000, "there is something on it");
        }
    }

    private static string Html(string name)
    {
        Example example = Pages[name]();
        return Tape.Of(example.Result).ToHtml(example.Options);
    }

    private static Task<string> Where(Page page) => page.Tab.InnerTextAsync("#where");

    private static async Task<int> Steps(Page page) => int.Parse((await page.Tab.GetAttributeAsync("#slider", "max"))!, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The numbers of a kind that can be seen, once they have faded in.</summary>
    private static async Task<string[]> Shown(Page page, string kind)
    {
        await page.Tab.WaitForTimeoutAsync(300);
        return await page.Tab.EvaluateAsync<string[]>(
            "kind => [...document.querySelectorAll(`.wide .label .${kind}`)].filter(g => getComputedStyle(g).opacity === '1').map(g => g.textContent)", kind);
    }
}
