using Crm.Browsing;
using Crm.Testing;

namespace Crm.Browser.Tests;

/// <summary>A request about personal data is written down, worked on and closed with the keyboard alone, at a desk; each page is looked at at the width of a phone too.</summary>
public sealed class RequestsByKeyboardTests(Chrome chrome)
{
    [Fact]
    public async Task A_request_is_written_down_worked_on_and_closed_without_a_mouse()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: ["Crm.Admin", "Crm.Users", "Crm.Contacts", "Crm.Privacy", "Crm.Theme.Admin", "Crm.Theme.Site"]);
        await host.InTenantAsync(tenant, services => services.AddPersonAsync("Lou", "Zyfrenne"));
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();

        await sheet.GoAsync("admin/privacy/requests");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("a[href$='/privacy/requests/new']", "Enter");
        await sheet.ChooseAsync("[name='Input.Asked']", "erasure");
        await sheet.TabToAsync("#find");
        await sheet.FindAsync("Lou");
        await sheet.Page.Locator("#found input[type=radio]").WaitForAsync();
        await sheet.PressAsync("#found input[type=radio]", "Space");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync(".form-actions button", "Enter");

        await sheet.Page.Locator("#Step_Note").WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        Assert.Contains("Lou Zyfrenne", await sheet.Page.Locator("dl.facts").InnerTextAsync());
        await sheet.TypeAsync("#Step_Note", "Rang back");
        await sheet.PressAsync("form[action*='handler=Step'] button", "Enter");
        await sheet.Page.GetByText("Rang back").WaitForAsync();
        await sheet.TypeAsync("#Closing_Answer", "Erased");
        await sheet.PressAsync("form[action*='handler=Close'] button", "Enter");
        await sheet.Page.Locator("form[action*='handler=Reopen']").WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.GoAsync("admin/privacy/requests?view=closed");
        await sheet.LooksRightAtBothWidthsAsync();
        Assert.Contains("Lou Zyfrenne", await sheet.Page.Locator("table").InnerTextAsync());
        Assert.Empty(sheet.Faults);
    }
}
