using System.Text;
using Crm.Browsing;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Composing;
using Crm.Kernel.Recipes.Harvest;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browser.Tests;

/// <summary>From an idea to a filter without code: a type with six fields made by hand, listed, filtered, taken along by a recipe.</summary>
public sealed class TypeWithoutCodeTests(Chrome chrome)
{
    private static readonly (string Label, string Kind)[] s_fields =
    [
        ("Jouet", "TextField"), ("Prix", "NumericField"), ("Emballée", "BooleanField"), ("Remise le", "DateField"), ("Détails", "HtmlField"), ("Goûts", "MultiTextField"),
    ];

    [Fact]
    public async Task A_type_with_six_fields_is_made_listed_filtered_exported_and_imported()
    {
        await using var host = await TestHost.StartAsync();
        var here = await host.SetupTenantAsync(recipe: "blank");
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();

        await sheet.GoAsync("admin/content-types/create");
        await sheet.Page.Locator("#Name").FillAsync("Idée cadeau");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await sheet.Page.WaitForURLAsync(url => !url.EndsWith("/create", StringComparison.Ordinal));
        var type = new Uri(sheet.Page.Url).Segments[^1];
        foreach (var (label, kind) in s_fields)
        {
            await sheet.Page.Locator("#Label").FillAsync(label);
            await sheet.Page.Locator("#FieldKind").SelectOptionAsync(kind);
            await sheet.Page.Locator("form[action$='AddField'] button, form:has(#Label) button").First.ClickAsync();
            await sheet.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = label, Exact = true }).WaitForAsync();
        }

        await sheet.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Jouet", Exact = true }).ClickAsync();
        await sheet.Page.Locator("#Form_Filterable").CheckAsync();
        await sheet.Page.Locator("form:has(#Form_Filterable) button.btn-primary").ClickAsync();
        await sheet.Page.WaitForURLAsync(url => !url.Contains("/fields/", StringComparison.Ordinal));

        foreach (var title in (string[])["Atlas des étoiles", "Train en bois"])
        {
            await sheet.GoAsync($"admin/content/{type}/create");
            await sheet.Page.GetByLabel("Titre").FillAsync(title);
            await sheet.Page.GetByLabel("Jouet").FillAsync(title);
            await sheet.Page.GetByLabel("Prix").FillAsync("24");
            await sheet.Page.Locator("button[name=act][value=publish]").ClickAsync();
            await sheet.Page.WaitForURLAsync(url => !url.EndsWith("/create", StringComparison.Ordinal));
        }

        await sheet.GoAsync($"admin/content/{type}");
        await sheet.Page.Locator("select[name=field]").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await sheet.Page.Locator("input[name=value]").FillAsync("Train en bois");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await sheet.Page.WaitForURLAsync(url => url.Contains("value=", StringComparison.Ordinal));
        Assert.Equal(1, await sheet.Page.Locator("tbody tr").CountAsync());
        Assert.Empty(sheet.Faults);

        await ItArrivesElsewhereAsync(host, here, type);
    }

    private static async Task ItArrivesElsewhereAsync(TestHost host, ShellSettings here, string type)
    {
        var recipe = await host.InTenantAsync(here, async services => RecipeComposer.Text(await services.GetRequiredService<RecipeComposer>().ComposeAsync(
            "ideas", "Ideas", "", new Dictionary<string, IReadOnlyCollection<string>?> { ["ContentDefinition"] = [type], ["content"] = [type] })));
        var there = await host.SetupTenantAsync("There", "blank", prefix: "there");
        var report = await host.Services.GetRequiredService<IRecipeExecutor>().ExecuteAsync(there, RecipeFile.Upload("ideas.recipe.json", Encoding.UTF8.GetBytes(recipe)));
        Assert.True(report.Succeeded, string.Join(Environment.NewLine, report.Problems));
        Assert.Equal(await ItemsAsync(host, here, type), await ItemsAsync(host, there, type));
    }

    private static Task<List<string>> ItemsAsync(TestHost host, ShellSettings tenant, string type) => host.InTenantAsync(tenant, async services =>
    {
        var items = await services.GetRequiredService<ISession>().Query<ContentItem, ContentItemIndex>(row => row.ContentType == type && row.Latest).ListAsync();
        Assert.Equal(2, items.Count);
        return items.OrderBy(item => item.ContentItemId, StringComparer.Ordinal).Select(item => item.ContentItemId + item.Data.ToJsonString()).ToList();
    });
}
