using Crm.Browsing;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>Bags, trees of terms and formatted text, used with the keyboard alone.</summary>
public sealed class EditorsByKeyboardTests(Chrome chrome)
{
    [Fact]
    public async Task A_bag_a_tree_and_a_formatted_text_are_filled_without_a_mouse()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "blank");
        await host.InTenantAsync(tenant, TypesAsync);
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();

        await sheet.GoAsync("admin/content/Album/create");
        await sheet.Page.Locator("input[name='TitlePart.Title']").FillAsync("Noël");
        foreach (var (place, title) in ((int, string)[])[(0, "One"), (1, "Two")])
        {
            await sheet.PressAsync("[data-add-button]", "Enter");
            await sheet.Page.Locator("[data-item]").Nth(place).Locator("input[name$='.TitlePart.Title']").FillAsync(title);
        }

        await sheet.PressAsync("[data-item]:last-child [data-up]", "Enter");
        await sheet.PressAsync("[data-item]:last-child [data-remove]", "Space");
        await sheet.Page.Keyboard.PressAsync("Enter");
        Assert.False(await sheet.Page.Locator("[data-item]:last-child [data-removed]").IsVisibleAsync());
        await sheet.PressAsync("trix-editor", "Control+b");
        await sheet.Page.Keyboard.TypeAsync("fort");
        await SaveAsync(sheet);
        Assert.Equal(["Two", "One"], await sheet.Page.Locator(".bag-shown h3").AllTextContentsAsync());
        Assert.Equal("fort", await sheet.Page.Locator(".html-body strong").TextContentAsync());

        await sheet.GoAsync("admin/content/Colours/create");
        await sheet.Page.Locator("input[name='TitlePart.Title']").FillAsync("Couleurs");
        await sheet.Page.Locator("#term-type").SelectOptionAsync("Picture");
        await sheet.Page.Locator("[data-term] [data-name]").Last.FillAsync("Red");
        await sheet.PressAsync("[data-add]:not([hidden])", "Enter");
        await sheet.Page.Keyboard.TypeAsync("Dark red");
        await sheet.Page.Keyboard.PressAsync("Alt+ArrowRight");
        await SaveAsync(sheet);
        Assert.Equal(["0", "1"], await sheet.Page.Locator(".term").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.depth)"));
        await sheet.LooksRightAtBothWidthsAsync();
        Assert.Empty(sheet.Faults);
    }

    private static async Task SaveAsync(Sheet sheet)
    {
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("button[name=act][value=publish]", "Enter");
        await sheet.Page.WaitForURLAsync(url => !url.EndsWith("/create", StringComparison.Ordinal));
    }

    private static async Task<int> TypesAsync(IServiceProvider services)
    {
        var definitions = services.GetRequiredService<IContentDefinitionManager>();
        await definitions.AlterTypeDefinitionAsync("Picture", type => type.Creatable().Listable().WithPart("TitlePart"));
        await definitions.AlterTypeDefinitionAsync("Album", type => type.Creatable().Listable().WithPart("TitlePart")
            .WithPart("BagPart", part => part.WithPosition("1").WithSettings(new BagPartSettings { ContainedContentTypes = ["Picture"] }))
            .WithPart("HtmlBodyPart", part => part.WithPosition("2").WithEditor("Wysiwyg")));
        await definitions.AlterTypeDefinitionAsync("Colours", type => type.Creatable().Listable().WithPart("TitlePart").WithPart("TaxonomyPart", part => part.WithPosition("1")));
        return 0;
    }
}
