using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Browsing;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Pages.Tests;

/// <summary>Under the pseudo-locale every text that went through a localizer stands between « and »: what does not is English for ever.</summary>
public sealed partial class WordsTests(Chrome chrome, Site site)
{
    [Fact]
    public async Task No_page_shows_a_text_that_was_not_localised()
    {
        var (faults, names) = (new List<string>(), await NamesAsync());
        await using var sheet = await site.OpenAsync(chrome, language: Crm.Kernel.Localization.Translations.PseudoLocale);
        await sheet.GoAsync("login");
        foreach (var page in await new WalkedPages(site).ListAsync())
        {
            faults.AddRange((await TextsAsync(sheet.Page, page)).Where(text => Words().IsMatch(text) && !names.Contains(text) && !IsData(text)).Distinct().Select(text => $"/{page}: {text}"));
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>
    /// Texts a person sees or hears outside « », of a page and of the pieces it fetches by itself: not what people typed (cells, values, code) and not names marked as such.
    /// The page is read and not shown: no script runs and nothing is laid out, so what is hidden at first is read too.
    /// </summary>
    private static async Task<string[]> TextsAsync(IPage page, string address) => await page.EvaluateAsync<string[]>("""
        async address => {
          const skip = 'script,style,noscript,code,pre,kbd,textarea,svg,time,td:not(:has(.badge)),dd,[dir=auto],[data-words=data],[translate=no],.avatar';
          const texts = [];
          const read = async (address, body) => {
            const answer = await fetch(address, body ? { method: 'POST', body } : {});
            if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
            return [answer.headers.get('content-type')?.includes('html') ? new DOMParser().parseFromString(await answer.text(), 'text/html') : new Document(), answer.url];
          };
          const gather = root => {
            const walk = root.createTreeWalker(root.body ?? root, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) if (!walk.currentNode.parentElement?.closest(skip)) texts.push(walk.currentNode.textContent);
            for (const element of root.querySelectorAll('[aria-label],[placeholder],[title],[alt]')) {
              if (element.closest(skip)) continue;
              for (const name of ['aria-label', 'placeholder', 'title', 'alt']) if (element.getAttribute(name)) texts.push(element.getAttribute(name));
            }
          };
          const [shown, base] = await read('/' + address);
          gather(shown);
          for (const piece of shown.querySelectorAll('[hx-trigger^=load],[hx-trigger^=intersect],[hx-trigger^=revealed]')) {
            const of = name => piece.getAttribute(name);
            const form = of('hx-post') && new FormData(shown.querySelector(of('hx-include')));
            gather((await read(new URL(of('hx-get') ?? of('hx-post'), base), form))[0]);
          }
          const bare = text => { for (let last; last !== text;) { last = text; text = text.replace(/«[^«»]*»/g, ' '); } return text.trim(); };
          return texts.map(bare).filter(text => text);
        }
        """, address);

    /// <summary>Names that people or files gave, which no PO file translates: the site, the account, roles, languages, recipes and their steps, features' ids.</summary>
    private Task<HashSet<string>> NamesAsync() => site.Host.InTenantAsync(site.Tenant, async services =>
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Site Default", "admin", "QPS", "Qps (Ploc)", "SQLite", "PostgreSQL", "Default" };
        names.UnionWith((await services.GetRequiredService<IContentDefinitionManager>().ListTypeDefinitionsAsync()).Select(type => type.DisplayName));
        names.UnionWith(await services.GetRequiredService<ISession>().QueryIndex<ContentItemIndex>().Where(item => item.Latest && item.DisplayText != null).Select(item => item.DisplayText!).Distinct().ToListAsync());
        names.UnionWith((await services.GetRequiredService<Teams>().ListAsync()).Select(team => team.Name).Concat(["invited", "Club"]));
        names.UnionWith((await services.GetRequiredService<Roles>().ListAsync()).Select(role => role.RoleName));
        names.UnionWith(CultureInfo.GetCultures(CultureTypes.AllCultures).Select(culture => culture.NativeName));
        names.UnionWith((await services.GetRequiredService<IRecipeHarvester>().HarvestRecipesAsync()).SelectMany(recipe => new[] { recipe.Name, recipe.DisplayName, recipe.Description }));
        names.UnionWith(services.GetServices<RecipeStepHandler>().Select(step => step.Name));
        names.UnionWith((await services.GetServices<IRecipeExporter>().Single(exporter => exporter.StepName == "MailTemplates").ListChoicesAsync()).Select(choice => choice.Name));
        names.UnionWith(services.GetRequiredService<IExtensionManager>().GetFeatures().Select(feature => feature.Id));
        return names;
    });

    private static bool IsData(string text)
        => text.Contains('@', StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal) || Date().IsMatch(text) || Identifier().IsMatch(text);

    // Dates, versions and sizes.
    [GeneratedRegex(@"\b\d{4}$|^\.NET |^\d[\d.,]*(\s[KMG]iB|\+[0-9a-f]+)?$")]
    private static partial Regex Date();

    // Technical names (EditTeam_Person) are shown as they are written in recipes.
    [GeneratedRegex(@"^[A-Z][a-z]+([A-Z][A-Za-z]+|_\w+)+(\.\w+|: \w+)?$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\p{L}{3,}")]
    private static partial Regex Words();
}
