using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Crm.Testing;
using Microsoft.Playwright;

namespace Crm.Browsing;

/// <summary>A page of the browser with what went wrong in it: script errors, refused by the content security policy, answers of 400 and more.</summary>
public sealed class Sheet : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentDictionary<IRequest, string> _asked = [];
    private TaskCompletionSource<IFileChooser> _chooser = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Sheet(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => Faults.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Faults.Add(message.Text);
            }
        };
        page.FileChooser += (_, chooser) => _chooser.TrySetResult(chooser);
        page.Request += (_, request) => _asked.TryAdd(request, request.Url);
        page.RequestFinished += (_, request) => _asked.TryRemove(KeyValuePair.Create(request, request.Url));
        page.RequestFailed += (_, request) => _asked.TryRemove(KeyValuePair.Create(request, request.Url));
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
            {
                Faults.Add($"{response.Status} {new Uri(response.Url).PathAndQuery}");
            }
        };
    }

    public IPage Page { get; }

    public List<string> Faults { get; } = [];

    /// <summary>Opens an address and waits until the page has been painted: a browser drops keys that come before its first frame.</summary>
    public async Task<IResponse> GoAsync(string path)
    {
        var response = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load }) ?? throw new InvalidOperationException($"{path} gave no answer.");
        await PaintedAsync();
        return response;
    }

    /// <summary>Gives the focus to what is named, once its page has been painted, and presses a key there.</summary>
    public async Task PressAsync(string what, string key = "Enter")
    {
        // What is not there yet takes no focus, and the key would go to the input before.
        var target = Page.Locator(what).First;
        await target.WaitForAsync();
        await ReadyAsync();
        await target.FocusAsync();
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>Does what opens a chooser of files and chooses these. The page is watched from its first moment: a watch that begins with the act may begin after it.</summary>
    public async Task ChooseFilesAsync(Func<Task> act, params FilePayload[] files)
    {
        _chooser = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await act();
        await (await _chooser.Task.WaitAsync(TimeSpan.FromMinutes(2))).SetFilesAsync(files);
    }

    /// <summary>Types words into the search that has the focus and returns when what was found by all of them is shown: while a piece of them is looked for, what is found goes again.</summary>
    public async Task FindAsync(string words)
    {
        await Page.RunAndWaitForResponseAsync(() => Page.Keyboard.TypeAsync(words), response => response.Url.EndsWith($"q={words}", StringComparison.Ordinal));
        await QuietAsync();
    }

    /// <summary>Waits until nothing is fetched into the page any more, but for a preview, and until what was fetched has its focus.</summary>
    public Task QuietAsync() => Page.WaitForFunctionAsync("() => !document.querySelector('.htmx-request:not(#preview), .htmx-swapping, .htmx-settling')");

    /// <summary>Walks a list with the arrow keys until the choice is reached, as somebody without a mouse does.</summary>
    public async Task ChooseAsync(string what, string value)
    {
        var list = Page.Locator(what);
        await list.WaitForAsync();
        await ReadyAsync();
        var steps = await list.EvaluateAsync<int>("(list, value) => [...list.options].findIndex(option => option.value === value) - list.selectedIndex", value);
        if (steps == 0)
        {
            throw new InvalidOperationException($"{value} is chosen already in {what}.");
        }

        for (var i = 0; i < Math.Abs(steps); i++)
        {
            await Page.Locator(what).FocusAsync();
            await Page.Keyboard.PressAsync(steps > 0 ? "ArrowDown" : "ArrowUp");
            await QuietAsync();
        }

        await Assertions.Expect(Page.Locator(what)).ToHaveValueAsync(value);
    }

    /// <summary>Opens the sign-in page and signs in by keyboard.</summary>
    public async Task SignInAsync(string name = "admin", string password = TestHost.AdminPassword)
    {
        await GoAsync("login");
        await Page.GetByLabel("Nom ou adresse e-mail").Or(Page.GetByLabel("Name or e-mail")).Or(Page.Locator("#Name")).First.FillAsync(name);
        await Page.Locator("#Password").FillAsync(password);
        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.EndsWith("/login", StringComparison.Ordinal));
    }

    /// <summary>Presses a key that leads to another page.</summary>
    public async Task GoByAsync(string key, [StringSyntax("Regex")] string address)
    {
        await ReadyAsync();
        await Page.Keyboard.PressAsync(key);
        try
        {
            await Page.WaitForURLAsync(new Regex(address));
        }
        catch (TimeoutException reason)
        {
            throw new InvalidOperationException($"{key} led from {Page.Url} nowhere; {await WhereAsync()}", reason);
        }
    }

    /// <summary>Presses Tab until what is named has the focus; past the menu by its first stop, as whoever works without a mouse does.</summary>
    public async Task TabToAsync(string selector)
    {
        const string IsThere = "selector => document.activeElement.matches(selector)";
        const string IsPastTheMenu = "selector => document.activeElement === document.body && document.querySelector('.skip-link') !== null && document.querySelector('#main')?.querySelector(selector) !== null";
        await ReadyAsync();
        if (await Page.EvaluateAsync<bool>(IsPastTheMenu, selector))
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await Page.EvaluateAsync<bool>(IsThere, ".skip-link"))
            {
                await Page.Keyboard.PressAsync("Enter");
            }
        }

        for (var stop = 0; stop < 60 && !await Page.EvaluateAsync<bool>(IsThere, selector); stop++)
        {
            await Page.Keyboard.PressAsync("Tab");
        }

        if (!await Page.EvaluateAsync<bool>(IsThere, selector))
        {
            throw new InvalidOperationException($"{selector} is not reached by Tab.");
        }
    }

    /// <summary>Goes to an input by Tab and types into it, over what stood there.</summary>
    public async Task TypeAsync(string selector, string words)
    {
        await TabToAsync(selector);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.TypeAsync(words);
    }

    /// <summary>What axe-core finds serious or critical, a line each; the pseudo-locale's name is no language of people's.</summary>
    public async Task<IReadOnlyList<string>> SeriousFaultsAsync() => await AxeAsync("");

    /// <summary>What axe-core finds serious or critical in the dark that <see cref="SeriousFaultsAsync"/> cannot see in the light: the rest of the page is the same. It stays dark until the next one is opened.</summary>
    public async Task<IReadOnlyList<string>> SeriousFaultsInTheDarkAsync()
    {
        // Colours do not fade over while they are looked at.
        const string Turn = "appearance => { document.documentElement.dataset.bsTheme = appearance; document.getAnimations().filter(running => running instanceof CSSTransition).forEach(running => running.finish()); }";
        await Page.EvaluateAsync(Turn, "dark");
        var faults = await AxeAsync("runOnly: ['color-contrast', 'link-in-text-block'],");
        return [.. faults.Select(fault => "dark " + fault)];
    }

    private Task<string[]> AxeAsync(string options) => Page.EvaluateAsync<string[]>($$"""
        async () => (await axe.run({ {{options}} resultTypes: ['violations'], preload: false, selectors: false })).violations.filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
          .flatMap(rule => rule.nodes.filter(node => !node.html.includes('qps-Ploc')).map(node => rule.id + ': ' + node.html.slice(0, 160)))
        """);

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    // Its keys work when its scripts have come, and when it has been painted.
    /// <summary>What a page says of itself when a key did nothing in it.</summary>
    private async Task<string> WhereAsync() => $"it waits for {string.Join(", ", _asked.Values.DefaultIfEmpty("nothing"))}; " + await Page.EvaluateAsync<string>("""
        () => `the page is ${document.readyState}, ${document.hasFocus() ? 'has' : 'has not'} the focus, which is in ${document.activeElement?.outerHTML.slice(0, 160)}; dialogs open: ${document.querySelectorAll('dialog[open]').length}, keys known: ${document.getElementById('keys') !== null}, link: ${document.querySelector('.page-header [data-edit]')?.href}`
        """);

    private async Task ReadyAsync()
    {
        await Page.WaitForLoadStateAsync();
        await PaintedAsync();
    }

    // The browser drops keys until it has told the page of its first paint with content, which may come a while after the frame it was painted in; a page that shows nothing has none.
    private Task PaintedAsync() => Page.EvaluateAsync("""
        () => new Promise(done => {
          const end = performance.now() + 5000;
          const look = () => requestAnimationFrame(performance.getEntriesByName('first-contentful-paint').length > 0 || performance.now() > end ? () => requestAnimationFrame(done) : look);
          look();
        })
        """);

    public Task<IReadOnlyList<BrowserContextCookiesResult>> CookiesAsync() => _context.CookiesAsync();

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
