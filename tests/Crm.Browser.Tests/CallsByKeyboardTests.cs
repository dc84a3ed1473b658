using Crm.Browsing;
using Crm.Calls.Demo;
using Crm.Kernel.Commands;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>The calls of the demo are made with the keyboard alone, at a desk and on a phone: what came of each is said, and taken back.</summary>
public sealed class CallsByKeyboardTests(Chrome chrome)
{
    [Theory]
    [InlineData(1440, 900)]
    [InlineData(360, 740)]
    public async Task What_came_of_calls_is_said_and_taken_back_without_a_mouse(int width, int height)
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(features: "Crm.Admin,Crm.Users,Crm.Content,Crm.Contacts,Crm.Activities,Crm.Messaging,Crm.Email,Crm.Calls,Crm.Theme.Admin,Crm.Theme.Site".Split(','));
        await host.InTenantAsync(tenant, async services => Assert.Equal(0, await services.GetRequiredService<IEnumerable<ICliCommand>>().Single(command => command.Name == "demo")
            .RunAsync(new CommandArguments([], new Dictionary<string, string> { ["size"] = "mini" }), TextWriter.Null, TextWriter.Null, CancellationToken.None)));
        await using var sheet = await chrome.OpenAsync(host.Address, width: width, height: height);
        await sheet.SignInAsync();

        await sheet.GoAsync("admin/calls");
        await CountAsync(sheet, DemoCalls.Calls);
        await sheet.LooksRightAtBothWidthsAsync();
        foreach (var (outcome, left) in new[] { ("reached", DemoCalls.Calls - 1), ("not-reached", DemoCalls.Calls - 1), ("wrong-number", DemoCalls.Calls - 1), ("unwanted", DemoCalls.Calls - 1) })
        {
            var first = $"#{await sheet.Page.Locator(".calls textarea").First.GetAttributeAsync("id")}";
            await sheet.TypeAsync(first, "Elle remercie les lutins");
            await sheet.PressAsync($".calls li:has({first}) button[value='{outcome}']", "Enter");
            await CountAsync(sheet, left);
            await sheet.LooksRightAtBothWidthsAsync();
            await sheet.PressAsync("#toasts form button", "Enter");
            await CountAsync(sheet, DemoCalls.Calls);
        }

        await sheet.LooksRightAtBothWidthsAsync();
        Assert.Empty(sheet.Faults);
    }

    private static Task CountAsync(Sheet sheet, int calls) => Assertions.Expect(sheet.Page.Locator(".calls > li")).ToHaveCountAsync(calls);
}
