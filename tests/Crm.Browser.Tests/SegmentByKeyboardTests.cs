using System.Text.RegularExpressions;
using Crm.Browsing;
using Crm.Testing;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>A segment is built, counted and opened as a list with the keyboard alone, on a desk and on a phone.</summary>
public sealed partial class SegmentByKeyboardTests(Chrome chrome)
{
    [Theory]
    [InlineData(1440)]
    [InlineData(360)]
    public async Task A_segment_is_built_and_its_list_opened_without_a_mouse(int width)
    {
        await using var host = await TestHost.StartAsync();
        await host.SetupTenantAsync(recipe: "pere-noel");
        await using var sheet = await chrome.OpenAsync(host.Address);
        await sheet.SignInAsync();
        await sheet.Page.SetViewportSizeAsync(width, 900);

        await sheet.GoAsync("admin/segments/new");
        await TypeAsync(sheet, "#Name", "Parents");
        await sheet.ChooseAsync("[name='Nodes[1].Rule']", "household.child");
        await sheet.ChooseAsync("[name='Nodes[1].Op']", "under");
        await TypeAsync(sheet, "[name='Nodes[1].Values[to]']", "6");
        await sheet.PressAsync("#group-0", "Enter");
        await sheet.Page.Locator("[name='Nodes[3].Rule']").WaitForAsync();
        await sheet.QuietAsync();
        await sheet.ChooseAsync("[name='Nodes[3].Rule']", "person.stage");
        await sheet.ChooseAsync("[name='Nodes[3].Values[value]']", "client");
        await sheet.PressAsync("#add-2", "Enter");
        await sheet.Page.Locator("[name='Nodes[4].Rule']").WaitForAsync();
        await sheet.QuietAsync();
        await sheet.ChooseAsync("[name='Nodes[4].Rule']", "person.email");
        await Assertions.Expect(sheet.Page.Locator("#rule-4")).ToBeFocusedAsync();
        await sheet.PressAsync("#not-4", "Space");
        await sheet.PressAsync("#up-4", "Enter");
        await sheet.Page.Locator("[name='Nodes[3].Not']:checked").WaitForAsync();
        await Assertions.Expect(sheet.Page.Locator("#up-3")).ToBeFocusedAsync();
        await sheet.QuietAsync();

        await sheet.Page.Locator(".segment-count b").WaitForAsync();
        Assert.Empty(await sheet.SeriousFaultsAsync());
        Assert.InRange(await sheet.OverflowAsync(), int.MinValue, 0);
        await sheet.PressAsync("form#segment .form-actions .btn-primary", "Enter");
        await sheet.Page.WaitForURLAsync(address => address.EndsWith("/admin/segments", StringComparison.Ordinal));

        var row = sheet.Page.Locator("tr", new PageLocatorOptions { HasText = "Parents" });
        await Assertions.Expect(row.Locator("td.num span")).ToHaveTextAsync(Number());
        var count = int.Parse((await row.Locator("td.num span").InnerTextAsync()).Trim());
        await row.Locator("a").First.FocusAsync();
        await sheet.Page.Keyboard.PressAsync("Enter");
        await sheet.Page.WaitForURLAsync(address => address.Contains("segment=", StringComparison.Ordinal));
        Assert.InRange(count, 1, 49);
        Assert.Equal(count, await sheet.Page.Locator("table.data-table tbody tr").CountAsync());
        Assert.Empty(sheet.Faults);
    }

    private static async Task TypeAsync(Sheet sheet, string what, string text)
    {
        await sheet.Page.Locator(what).FocusAsync();
        await sheet.Page.Keyboard.PressAsync("Control+a");
        await sheet.Page.Keyboard.TypeAsync(text);
    }

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Number();
}
