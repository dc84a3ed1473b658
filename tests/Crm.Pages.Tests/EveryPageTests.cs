using System.Collections.Concurrent;
using Crm.Browsing;

namespace Crm.Pages.Tests;

/// <summary>What holds for every page, whichever module brings it: the list comes from the route table, so a new page is in it from its first day.</summary>
public sealed class EveryPageTests(Chrome chrome, Site site, EveryPageTests.Walk walk) : IClassFixture<EveryPageTests.Walk>
{
    [Fact]
    public async Task Every_page_opens_without_a_fault_in_the_browser() => None((await walk.OnceAsync(chrome, site)).Browser);

    [Fact]
    public async Task No_page_has_a_serious_fault_of_accessibility() => None((await walk.OnceAsync(chrome, site)).Accessibility);

    [Fact]
    public async Task No_page_is_wider_than_a_phone() => None((await walk.OnceAsync(chrome, site)).Phone);

    [Fact]
    public async Task No_page_lets_styles_or_scripts_into_its_text_but_the_readers_of_others() => None((await walk.OnceAsync(chrome, site)).Policy);

    private static void None(ConcurrentQueue<string> faults) => Assert.True(faults.IsEmpty, string.Join(Environment.NewLine, faults));

    public sealed record Findings(ConcurrentQueue<string> Browser, ConcurrentQueue<string> Accessibility, ConcurrentQueue<string> Phone, ConcurrentQueue<string> Policy);

    /// <summary>One walk over all pages serves the three questions.</summary>
    public sealed class Walk
    {
        // A page waits for the server, then for the browser: two at once keep both cores at work.
        private const int Walkers = 2;

        private Task<Findings>? _walk;

        public Task<Findings> OnceAsync(Chrome chrome, Site site) => _walk ??= GoAsync(chrome, site);

        private static async Task<Findings> GoAsync(Chrome chrome, Site site)
        {
            var (pages, found, marked) = (await new WalkedPages(site).ListAsync(), new Findings([], [], [], []), new ConcurrentDictionary<string, IReadOnlySet<string>>());
            Assert.True(pages.Count > 40, "The route table gave too few pages: " + string.Join(", ", pages));
            await WalkAllAsync(() => site.OpenAsync(chrome), pages, (page, html) => marked.TryAdd(page, Markup.Of(html)), found, "");

            // What a page shows while there is nothing to show: those of records are not there then, and one that has nothing but what stands on the page seen above has its faults.
            pages = await new WalkedPages(site).ListWithoutRecordsAsync();
            Assert.True(pages.Count > 30, "The route table gave too few pages: " + string.Join(", ", pages));
            using (var reader = await site.BrowseEmptyAsync())
            {
                var others = new List<string>();
                foreach (var page in pages)
                {
                    using var answer = await reader.GetAsync(page);
                    if (!answer.IsSuccessStatusCode || !marked.TryGetValue(page, out var full) || !Markup.Of(await answer.Content.ReadAsStringAsync()).IsSubsetOf(full))
                    {
                        others.Add(page);
                    }
                }

                pages = others;
            }

            Assert.True(pages.Count > 10, "Nearly every page of an empty tenant has nothing but what a full one's has: " + string.Join(", ", pages));
            await WalkAllAsync(() => site.OpenEmptyAsync(chrome), pages, (_, _) => true, found, "empty/");
            return found;
        }

        private static Task WalkAllAsync(Func<Task<Sheet>> open, IReadOnlyList<string> pages, Func<string, string, bool> seen, Findings found, string where)
        {
            var left = new ConcurrentQueue<string>(pages);
            return Task.WhenAll(Enumerable.Range(0, Walkers).Select(async _ =>
            {
                await using var sheet = await open();
                for (var isNarrow = false; left.TryDequeue(out var page); isNarrow = !isNarrow)
                {
                    seen(page, await WalkAsync(sheet, page, isNarrow, found, where));
                }
            }));
        }

        /// <summary>Looks at a page at a desk's width and at a phone's, beginning with the width that the one before ended with: a browser lays a page out anew for each.</summary>
        /// <returns>The page as it was sent.</returns>
        private static async Task<string> WalkAsync(Sheet sheet, string page, bool isNarrow, Findings found, string where)
        {
            sheet.Faults.Clear();
            var answer = await sheet.GoAsync(page);
            var policy = answer.Headers.GetValueOrDefault("content-security-policy", "");
            if (policy.Contains("unsafe", StringComparison.Ordinal) || !policy.Contains("style-src 'self'", StringComparison.Ordinal))
            {
                found.Policy.Enqueue($"/{where}{page} {policy}");
            }

            if (isNarrow)
            {
                await OnAPhoneAsync();
                await sheet.Page.SetViewportSizeAsync(1440, 900);
            }

            Add(found.Accessibility, where + page, await sheet.SeriousFaultsAsync());
            Add(found.Accessibility, where + page, await sheet.SeriousFaultsInTheDarkAsync());
            if (!isNarrow)
            {
                await sheet.Page.SetViewportSizeAsync(360, 740);
                await OnAPhoneAsync();
            }

            if (await sheet.Page.EvaluateAsync<bool>("() => /\\{\\d\\}/.test(document.body.innerText)"))
            {
                found.Browser.Enqueue($"/{where}{page} shows a placeholder that nothing was put into");
            }

            Add(found.Browser, where + page, sheet.Faults);
            return await answer.TextAsync();

            async Task OnAPhoneAsync()
            {
                if (await sheet.OverflowAsync() is var pixels and > 0)
                {
                    found.Phone.Enqueue($"/{where}{page} is {pixels} px too wide");
                }
            }
        }

        private static void Add(ConcurrentQueue<string> faults, string page, IEnumerable<string> found)
        {
            foreach (var fault in found)
            {
                faults.Enqueue($"/{page} {fault}");
            }
        }
    }
}
