using Crm.Browsing;
using Crm.Testing;

namespace Crm.Browser.Tests;

/// <summary>A campaign is written, aimed, checked, approved and followed into the ledger with the keyboard alone, at a desk and on a phone.</summary>
public sealed class CampaignByKeyboardTests(Chrome chrome)
{
    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task A_campaign_is_written_checked_approved_and_followed_without_a_mouse(int width, int height)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "pere-noel");
        await host.SettleAsync();
        await using var sheet = await chrome.OpenAsync(host.Address, width: width, height: height);
        await sheet.SignInAsync();

        await sheet.GoAsync("admin/campaigns");
        await sheet.PressAsync("a[href$='/admin/campaigns/new']");
        await sheet.Page.WaitForURLAsync("**/admin/campaigns/new");
        await sheet.TypeAsync("#Input_Name", "Petits Noëls");
        await sheet.ChooseAsync("#Input_Template", "dernier-jour-pour-ecrire");
        await sheet.Page.Locator("#Input_Segments-ts-control").FocusAsync();
        await sheet.Page.Keyboard.TypeAsync("6");
        await sheet.Page.Locator(".ts-dropdown .option.active").First.WaitForAsync();
        await sheet.Page.Keyboard.PressAsync("Enter");
        await sheet.Page.Keyboard.PressAsync("Escape");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync(".form-actions .btn-primary");

        await sheet.PressAsync("form[action*='handler=Check'] button");
        await sheet.Page.Locator("form[action*='handler=Approve'] button").WaitForAsync();
        var id = sheet.Page.Url.Split('/')[^1].Split('?')[0];
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("form[action*='handler=Approve'] button");
        await sheet.Page.Locator("form[action*='handler=Approve'] button").WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });

        await host.RunJobAsync(tenant, "StartCampaigns");
        await host.SettleAsync();
        await sheet.GoAsync($"admin/campaigns/{id}");
        await sheet.LooksRightAtBothWidthsAsync();
        var all = await sheet.Page.Locator("section[aria-labelledby=ledger] tfoot .num").InnerTextAsync();
        await sheet.PressAsync("section[aria-labelledby=ledger] tfoot a");
        await sheet.Page.WaitForURLAsync("**/admin/messages?of=*");
        Assert.Equal(all, await sheet.Page.Locator("tfoot .num").First.InnerTextAsync());
        Assert.Empty(sheet.Faults);
    }
}
