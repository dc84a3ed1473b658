using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>Under the pseudo-locale every text that went through a localizer stands between « and »: what does not is English for ever.</summary>
public sealed partial class WordsTests(Chrome chrome, Site site)
{
    [Fact]
    public async Task No_page_shows_a_text_that_was_not_localised()
    {
        var faults = new List<string>();
        await using var sheet = await site.OpenAsync(chrome, language: Kernel.Localization.Translations.PseudoLocale);
        foreach (var page in await site.PlainPagesAsync())
        {
            await sheet.GoAsync(page);
            faults.AddRange((await TextsAsync(sheet.Page)).Where(text => Words().IsMatch(text) && !IsData(text)).Distinct().Select(text => $"/{page}: {text}"));
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>Texts a person sees or hears outside « »: not what people typed (cells, values, code) and not names marked as such.</summary>
    private static async Task<string[]> TextsAsync(IPage page) => await page.EvaluateAsync<string[]>("""
        () => {
          const skip = 'script,style,noscript,code,pre,kbd,textarea,svg,time,td:not(:has(.badge)),[data-words=data],[translate=no],.avatar';
          const texts = [];
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const parent = walk.currentNode.parentElement;
            if (!parent.closest(skip) && parent.getClientRects().length > 0) texts.push(walk.currentNode.textContent);
          }
          for (const element of document.querySelectorAll('[aria-label],[placeholder],[title],[alt]')) {
            if (element.closest(skip)) continue;
            for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
              const value = element.getAttribute(name);
              if (value) texts.push(value);
            }
          }
          const bare = text => { for (let last; last !== text;) { last = text; text = text.replace(/«[^«»]*»/g, ' '); } return text.trim(); };
          return texts.map(bare).filter(text => text);
        }
        """);

    // The site's name, the account's name and the languages' own names are what people wrote, not words of ours.
    private static readonly string[] s_names = ["Site Default", "admin", "English", "Français", "QPS", "Qps (Ploc)"];

    private static bool IsData(string text) => s_names.Contains(text) || text.Contains('@', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal) || Identifier().IsMatch(text);

    // Technical names (EditTeam_Person) are shown as they are written in recipes.
    [GeneratedRegex(@"^[A-Z][a-z]+([A-Z][A-Za-z]+|_\w+)+$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Words();
}
