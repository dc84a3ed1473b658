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
            var (pages, found) = (await new WalkedPages(site).ListAsync(), new Findings([], [], [], []));
            Assert.True(pages.Count > 40, "The route table gave too few pages: " + string.Join(", ", pages));
            var left = new ConcurrentQueue<string>(pages);
            await Task.WhenAll(Enumerable.Range(0, Walkers).Select(async _ => await WalkAsync(await site.OpenAsync(chrome), left, found, "")));

            // What a page shows while there is nothing to show: those of records are not there then.
            left = new ConcurrentQueue<string>(await new WalkedPages(site).ListWithoutRecordsAsync());
            Assert.True(left.Count > 30, "The route table gave too few pages: " + string.Join(", ", left));
            await Task.WhenAll(Enumerable.Range(0, Walkers).Select(async _ => await WalkAsync(await site.OpenEmptyAsync(chrome), left, found, "empty/")));
            return found;
        }

        private static async Task WalkAsync(Sheet opened, ConcurrentQueue<string> left, Findings found, string where)
        {
            await using var sheet = opened;
            while (left.TryDequeue(out var page))
            {
                await sheet.Page.SetViewportSizeAsync(1440, 900);
                sheet.Faults.Clear();
                var policy = (await sheet.GoAsync(page)).Headers.GetValueOrDefault("content-security-policy", "");
                if (policy.Contains("unsafe", StringComparison.Ordinal) || !policy.Contains("style-src 'self'", StringComparison.Ordinal))
                {
                    found.Policy.Enqueue($"/{where}{page} {policy}");
                }

                Add(found.Accessibility, where + page, await sheet.SeriousFaultsAsync());
                Add(found.Accessibility, where + page, await sheet.SeriousFaultsInTheDarkAsync());
                await sheet.Page.SetViewportSizeAsync(360, 740);
                if (await sheet.OverflowAsync() is var pixels and > 0)
                {
                    found.Phone.Enqueue($"/{where}{page} is {pixels} px too wide");
                }

                if (await sheet.Page.EvaluateAsync<bool>("() => /\\{\\d\\}/.test(document.body.innerText)"))
                {
                    found.Browser.Enqueue($"/{where}{page} shows a placeholder that nothing was put into");
                }

                Add(found.Browser, where + page, sheet.Faults);
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
