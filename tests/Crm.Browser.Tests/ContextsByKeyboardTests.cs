using Crm.Browsing;
using Crm.Messaging.Contexts;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browser.Tests;

/// <summary>What somebody goes through is noted, ended and taken back with the keyboard alone, at a desk and on a phone.</summary>
public sealed class ContextsByKeyboardTests(Chrome chrome)
{
    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task A_bereavement_is_noted_ended_and_taken_back_without_a_mouse(int width, int height)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: "Crm.Admin,Crm.Users,Crm.Contacts,Crm.Messaging,Crm.Email,Crm.Theme.Admin,Crm.Theme.Site".Split(','));
        var person = "";
        await host.InTenantAsync(tenant, async services => person = await services.AddPersonAsync("Odile", "Zyfrenne"));
        await using var sheet = await chrome.OpenAsync(host.Address, width: width, height: height);
        await sheet.SignInAsync();

        await sheet.GoAsync($"admin/contacts/{person}/contexts");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.ChooseAsync("#Input_SourceKind", "call");
        await sheet.TypeAsync("#Input_Source", "Sa sœur");
        await sheet.PressAsync("#note-context .btn-primary", "Enter");
        await sheet.Page.Locator("form[action*='handler=End']").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        await sheet.LooksRightAtBothWidthsAsync();

        await sheet.PressAsync("main details:has(form[action*='handler=End']) summary", "Enter");
        await sheet.TypeAsync("#end-0", "Elle va mieux");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("form[action*='handler=End'] .btn-primary", "Enter");
        await sheet.Page.Locator("main form[action*='handler=PutBack'] button").First.WaitForAsync();
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("main td form[action*='handler=PutBack'] button", "Enter");
        await sheet.Page.Locator("form[action*='handler=End']").First.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Attached });
        await host.InTenantAsync(tenant, async services => Assert.Equal(
            [("bereavement", "noted", ""), ("bereavement", "ended", "Elle va mieux"), ("bereavement", "put-back", "")],
            (await services.GetRequiredService<Contexts>().LogAsync([person], CancellationToken.None)).Reverse().Select(row => (row.Kind, row.Act, row.Why))));
        Assert.Empty(sheet.Faults);
    }
}
