using System.Text.Json.Nodes;
using Crm.Browsing;
using Crm.Kernel.Content;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>Two doubles are merged and parted again with the keyboard alone, on a desk and on a phone.</summary>
public sealed class MergeByKeyboardTests(Chrome chrome)
{
    [Fact]
    public async Task Two_people_are_merged_and_the_merge_is_undone_without_a_mouse()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "pere-noel");

        // The families of the demo come first, many at once: they wait for the job. Who is added alone is looked at at once.
        await host.SettleAsync();
        await host.InTenantAsync(tenant, async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            foreach (var given in new[] { "Achille", "Achile" })
            {
                var item = await content.NewAsync("Person");
                item.Merge(JsonNode.Parse($$"""{ "PersonPart": { "GivenName": "{{given}}", "FamilyName": "Zyfrenne" }, "ContactPointsPart": { "Emails": [ { "Address": "a.zyfrenne@example.org" } ] } }""")!.AsObject());
                await content.CreateAsync(item);
            }
        });
        await host.SettleAsync();
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();

        foreach (var (width, height) in new[] { (1440, 900), (360, 740) })
        {
            await sheet.Page.SetViewportSizeAsync(width, height);
            await MergeAndPartAsync(sheet);
        }

        Assert.Empty(sheet.Faults);
    }

    private static async Task MergeAndPartAsync(Sheet sheet)
    {
        await sheet.GoAsync("admin/people/duplicates");
        await sheet.LooksRightAtBothWidthsAsync();
        await sheet.PressAsync("tr:has-text('Zyfrenne') a[href*='/people/merge']", "Enter");
        await sheet.PressAsync("input[name='side:PersonPart.GivenName'][value='Other']", "Space");
        var chosen = await sheet.Page.Locator("tr:has(input[name='side:PersonPart.GivenName']) label:has(input[value='Other'])").InnerTextAsync();
        await sheet.PressAsync("button[formaction*='Preview']", "Enter");
        await sheet.Page.Locator("td b").First.WaitForAsync();
        Assert.Equal(chosen.Trim(), (await sheet.Page.Locator("tr:has(input[name='side:PersonPart.GivenName']) td b").InnerTextAsync()).Trim());
        await sheet.LooksRightAtBothWidthsAsync();

        await sheet.PressAsync("button[formaction*='Merge']", "Enter");
        await sheet.Page.WaitForURLAsync(address => !address.Contains("/merge", StringComparison.Ordinal));
        Assert.Contains($"{chosen.Trim()} Zyfrenne", await sheet.Page.Locator("h1").InnerTextAsync());

        await sheet.PressAsync("form[action*='handler=Undo'] button, button[formaction*='handler=Undo']", "Enter");
        await sheet.Page.WaitForURLAsync(address => address.Contains("/people/duplicates", StringComparison.Ordinal));
        await sheet.GoAsync("admin/people?q=Zyfrenne");
        Assert.Equal(2, await sheet.Page.Locator("tbody tr").CountAsync());
    }
}
