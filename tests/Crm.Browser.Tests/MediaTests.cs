using Crm.Browsing;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Tenants;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>A picture's way by keyboard alone: into the library, into a record, onto its page.</summary>
public sealed class MediaTests(Chrome chrome)
{
    private static readonly FilePayload s_bear = new()
    {
        Name = "Ours & Cie.png",
        MimeType = "image/png",
        Buffer = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
    };

    [Fact]
    public async Task A_picture_is_uploaded_chosen_described_and_seen_without_a_mouse()
    {
        await using var host = await TestHost.StartAsync();
        await GiftTypeAsync(host, await host.SetupTenantAsync(recipe: "blank"));
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();
        var page = sheet.Page;

        await sheet.GoAsync("admin/media");
        await UploadAsync(sheet);
        await page.Locator("tbody tr", new() { HasText = "Ours & Cie.png" }).WaitForAsync();
        Assert.Empty(await sheet.SeriousFaultsAsync());

        await sheet.GoAsync("admin/content/Gift/create");
        await page.Locator("#TitlePart_Title").FillAsync("Ours");
        await PressAsync(page, page.Locator("[data-choose-button]"));
        await PressAsync(page, page.Locator("dialog [data-path]"));
        Assert.Empty(await sheet.SeriousFaultsAsync());
        await PressAsync(page, page.Locator("dialog [data-take]"));
        await page.Locator("[name='Gift.Photo.Texts']:visible").FillAsync("Un ours en peluche");
        await PressAsync(page, page.Locator("button[name=act][value=publish]"));
        await page.WaitForURLAsync(url => url.Contains("/admin/content/item/", StringComparison.Ordinal));

        var shown = page.GetByRole(AriaRole.Img, new() { Name = "Un ours en peluche" });
        await shown.ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(shown).ToHaveJSPropertyAsync("naturalWidth", 1);
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task The_same_name_twice_is_asked_about_and_an_undo_brings_a_deleted_file_back()
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(recipe: "blank");
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();
        var page = sheet.Page;
        await sheet.GoAsync("admin/media");
        await UploadAsync(sheet);
        await page.Locator("tbody tr", new() { HasText = "Ours & Cie.png" }).WaitForAsync();
        await UploadAsync(sheet);
        await PressAsync(page, page.Locator("[data-answer=number]:visible"));
        await page.Locator("tbody tr", new() { HasText = "Ours & Cie (2).png" }).WaitForAsync();
        sheet.Faults.RemoveAll(fault => fault.Contains("409", StringComparison.Ordinal)); // the question itself

        await PressAsync(page, page.Locator("tbody tr button[name=only]").First);
        await sheet.PressAsync("#toasts form button");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task Chosen_files_change_places_by_the_arrows_and_stay_so()
    {
        await using var host = await TestHost.StartAsync();
        await GiftTypeAsync(host, await host.SetupTenantAsync(recipe: "blank"));
        await using var sheet = await chrome.OpenAsync(host.Address, width: 360, height: 740);
        await sheet.SignInAsync();
        var page = sheet.Page;
        await sheet.GoAsync("admin/content/Gift/create");
        await page.Locator("#TitlePart_Title").FillAsync("Ours");
        foreach (var name in (string[])["a.png", "b.png"])
        {
            await UploadAsync(sheet, new FilePayload { Name = name, MimeType = s_bear.MimeType, Buffer = s_bear.Buffer });
            await page.Locator($".media-line[data-path$='{name}']").WaitForAsync();
        }

        Assert.True(await sheet.OverflowAsync() <= 0);
        await PressAsync(page, page.Locator(".media-line[data-path$='b.png'] [data-move='-1']"));
        await PressAsync(page, page.Locator("button[name=act][value=publish]"));
        await page.WaitForURLAsync(url => url.Contains("/admin/content/item/", StringComparison.Ordinal));
        Assert.Equal(["b.png", "a.png"], await page.Locator(".media-shown img").EvaluateAllAsync<string[]>("all => all.map(one => one.alt)"));
        Assert.Empty(sheet.Faults);
    }

    private static Task UploadAsync(Sheet sheet, FilePayload? file = null) => sheet.ChooseFilesAsync(() => PressAsync(sheet.Page, sheet.Page.Locator("[data-upload-button]")), file ?? s_bear);

    private static async Task PressAsync(IPage page, ILocator button)
    {
        await button.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
    }

    private static Task GiftTypeAsync(TestHost host, ShellSettings tenant) => host.InTenantAsync(tenant, async services =>
    {
        var definitions = services.GetRequiredService<IContentDefinitionManager>();
        await definitions.AlterPartDefinitionAsync("Gift", part => part.WithField("Photo", field => field.OfType("MediaField").WithDisplayName("Photo")));
        await definitions.AlterTypeDefinitionAsync("Gift", type => type.DisplayedAs("Cadeau").Creatable().Listable().WithPart("TitlePart").WithPart("Gift"));
    });
}
