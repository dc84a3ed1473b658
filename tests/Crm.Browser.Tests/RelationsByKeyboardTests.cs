using Crm.Browsing;
using Crm.Testing;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>A relation is added, ended, removed and brought back with the keyboard alone, on a phone; each page is looked at at the width of a desk too.</summary>
public sealed class RelationsByKeyboardTests(Chrome chrome)
{
    [Fact]
    public async Task A_relation_is_added_ended_removed_and_brought_back_without_a_mouse()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: ["Crm.Admin", "Crm.Users", "Crm.Contacts", "Crm.Theme.Admin", "Crm.Theme.Site"]);
        var ids = new List<string>();
        await host.InTenantAsync(tenant, async services => ids.AddRange([await services.AddPersonAsync("Odile", "Zyfrenne"), await services.AddPersonAsync("Lou", "Zyfrenne")]));
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.Page.SetViewportSizeAsync(360, 740);
        await sheet.SignInAsync();

        await sheet.GoAsync($"admin/people/{ids[0]}");
        await sheet.PressAsync($"a[href$='/people/{ids[0]}/relations']", "Enter");
        await sheet.Page.Locator("#find").WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        var role = (await sheet.Page.Locator("option[value='godmother']").TextContentAsync())!.Trim();
        await sheet.ChooseAsync("[name='Input.Kind']", "godmother");
        await sheet.Page.Keyboard.PressAsync("Tab");
        await sheet.FindAsync("Lou");
        await sheet.Page.Locator("#found input[type=radio]").WaitForAsync();
        await sheet.Page.Keyboard.PressAsync("Tab");
        await sheet.Page.Keyboard.PressAsync("Space");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync(".form-actions button", "Enter");

        var panel = sheet.Page.Locator(".relations");
        await panel.WaitForAsync();
        Assert.Contains("Lou Zyfrenne", await panel.InnerTextAsync());
        Assert.Contains(role, await panel.InnerTextAsync());
        await sheet.LooksRightAtBothWidthsAsync();

        await sheet.PressAsync(".relations a[href*='/relations/']", "Enter");
        await sheet.PressAsync("button[formaction*='handler=End']", "Enter");
        await sheet.Page.Locator(".relations .past").WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();

        await sheet.PressAsync(".relations a[href*='/relations/']", "Enter");
        await sheet.Page.Locator("button[formaction*='handler=Remove']").WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("button[formaction*='handler=Remove']", "Enter");
        await sheet.Page.Locator(".panel .related-foot").WaitForAsync();
        await sheet.PressAsync("form[action*='handler=Undo'] button, button[formaction*='handler=Undo']", "Enter");
        await sheet.Page.Locator(".relations .past").WaitForAsync();
        Assert.Empty(sheet.Faults);
    }
}
