using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Browsing;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>Cells of the list of people are changed where they stand.</summary>
public sealed class CellsByKeyboardTests(Chrome chrome, Site site)
{
    private const string Open = "td.cell-open :is(input:not([type=hidden]), select):focus";

    [Fact]
    public async Task A_town_is_changed_and_taken_back_by_keyboard_alone()
    {
        var (id, sheet) = await OpenAsync("Zébulon");
        await using var opened = sheet;
        var before = await JsonAsync(id);
        await GoToAsync(sheet, "town");
        await sheet.Page.Keyboard.PressAsync("F2");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToHaveValueAsync("Libourne");
        Assert.Empty(await sheet.SeriousFaultsAsync());
        Assert.InRange(await sheet.OverflowAsync(), int.MinValue, 0);
        await sheet.Page.Keyboard.TypeAsync("Bergerac");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=town]:focus")).ToHaveTextAsync("Bergerac");
        await Assertions.Expect(sheet.Page.Locator("#toasts")).ToContainTextAsync("Ada Zébulon");
        Assert.False(JsonNode.DeepEquals(before, await JsonAsync(id)));

        await sheet.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=town]:focus")).ToHaveTextAsync("Libourne");
        await Assertions.Expect(sheet.Page.Locator("#toasts form")).ToHaveCountAsync(0);
        Assert.True(JsonNode.DeepEquals(before, await JsonAsync(id)));
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task Escape_changes_nothing_and_Tab_saves_and_goes_on()
    {
        var (id, sheet) = await OpenAsync("Zacharie");
        await using var opened = sheet;
        var before = await JsonAsync(id);
        await GoToAsync(sheet, "town");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToBeVisibleAsync();
        await sheet.Page.Keyboard.TypeAsync("Bergerac");
        await sheet.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=town]:focus")).ToHaveTextAsync("Libourne");
        Assert.True(JsonNode.DeepEquals(before, await JsonAsync(id)));

        await sheet.Page.Keyboard.PressAsync("F2");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToBeVisibleAsync();
        await sheet.Page.Keyboard.TypeAsync("Bergerac");
        await sheet.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=town]")).ToHaveTextAsync("Bergerac");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=stage]:focus")).ToBeVisibleAsync();
        await sheet.Page.Keyboard.PressAsync("F2");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToBeVisibleAsync();
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=stage]:focus .badge")).ToBeVisibleAsync();
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task A_fault_is_said_beside_the_input_and_what_was_typed_stays()
    {
        var (id, sheet) = await OpenAsync("Zoroastre");
        await using var opened = sheet;
        var before = await JsonAsync(id);
        await GoToAsync(sheet, "email");
        await sheet.Page.Keyboard.PressAsync("F2");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToBeVisibleAsync();
        await sheet.Page.Keyboard.TypeAsync("nonsense");
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("td.cell-open [role=alert]")).ToBeVisibleAsync();
        await Assertions.Expect(sheet.Page.Locator(Open)).ToHaveValueAsync("nonsense");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Empty(await sheet.SeriousFaultsAsync());
        await sheet.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=email]:focus")).ToHaveTextAsync("ada@example.org");
        Assert.True(JsonNode.DeepEquals(before, await JsonAsync(id)));
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task A_double_click_edits_a_click_elsewhere_saves_and_a_single_one_opens_the_record()
    {
        var (id, sheet) = await OpenAsync("Zénobie");
        await using var opened = sheet;
        // However late the second half of the double click comes: the first alone would open the record.
        await sheet.Page.EvaluateAsync("() => { const soon = setTimeout; window.setTimeout = (run, after, ...more) => { if (after === 280) window.setTimeout = soon; else return soon(run, after, ...more); return 0; }; }");
        await sheet.Page.Locator("td[data-cell=town]").DblClickAsync();
        await Assertions.Expect(sheet.Page.Locator(Open)).ToBeVisibleAsync();
        await sheet.Page.Keyboard.TypeAsync("Bergerac");
        await sheet.Page.Locator("td[data-cell=email]").ClickAsync();
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=town]:not(.cell-open)")).ToHaveTextAsync("Bergerac");
        await sheet.Page.Locator("td[data-cell=town]").ClickAsync();
        await sheet.Page.WaitForURLAsync(new Regex($"/admin/people/{id}$"));
        Assert.Empty(sheet.Faults);
    }

    [Fact]
    public async Task What_was_typed_stays_when_the_session_has_ended()
    {
        var (_, sheet) = await OpenAsync("Zita");
        await using var opened = sheet;
        await GoToAsync(sheet, "town");
        await sheet.Page.Keyboard.PressAsync("F2");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToBeVisibleAsync();
        await sheet.Page.Keyboard.TypeAsync("Bergerac");
        await sheet.Page.Context.ClearCookiesAsync();
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("#ended")).ToBeVisibleAsync();
        await sheet.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(sheet.Page.Locator(Open)).ToHaveValueAsync("Bergerac");

        await sheet.Page.Context.AddCookiesAsync((await site.CookiesAsync(chrome)).Append(new() { Name = "language", Value = "fr", Url = site.Host.Address.ToString() }));
        await sheet.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(sheet.Page.Locator("td[data-cell=town]:focus")).ToHaveTextAsync("Bergerac");
    }

    [Fact]
    public async Task On_a_phone_a_row_is_lines_and_nothing_is_edited_in_it()
    {
        var (_, sheet) = await OpenAsync("Zélie", width: 360);
        await using var opened = sheet;
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        await sheet.Page.Keyboard.PressAsync("F2");
        await sheet.Page.Keyboard.PressAsync("ArrowRight");
        await sheet.Page.Keyboard.PressAsync("F2");
        await Assertions.Expect(sheet.Page.Locator("td.cell-open")).ToHaveCountAsync(0);
        Assert.InRange(await sheet.OverflowAsync(), int.MinValue, 0);
        Assert.Empty(await sheet.SeriousFaultsAsync());
        Assert.Empty(sheet.Faults);
    }

    // The list narrowed to somebody new, with an address of her own.
    private async Task<(string Id, Sheet Sheet)> OpenAsync(string name, int width = 1440)
    {
        var id = await site.Host.InTenantAsync(site.Tenant, async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = await content.NewAsync("Person");
            item.Merge((JsonObject)JsonNode.Parse($$"""
                { "PersonPart": { "GivenName": "Ada", "FamilyName": "{{name}}", "BirthDate": "1980-12-10" }, "ContactPointsPart": { "Emails": [ { "Address": "ada@example.org" } ] },
                  "AddressPart": { "Addresses": [ { "Kind": "home", "Lines": [ "12 rue des Lilas" ], "Postcode": "33500", "City": "Libourne", "Country": "FR" } ] } }
                """)!);
            item.DisplayText = $"Ada {name}";
            await content.CreateAsync(item);
            return item.ContentItemId;
        });
        var sheet = await site.OpenAsync(chrome, width: width);
        await sheet.GoAsync($"admin/people?view=all&q={name}");
        return (id, sheet);
    }

    private static async Task GoToAsync(Sheet sheet, string column)
    {
        await sheet.Page.Keyboard.PressAsync("ArrowDown");
        for (var step = 0; step < 10 && await sheet.Page.Locator($"td[data-cell={column}]:focus").CountAsync() == 0; step++)
        {
            await sheet.Page.Keyboard.PressAsync("ArrowRight");
        }
    }

    private Task<JsonObject> JsonAsync(string id) => site.Host.InTenantAsync(site.Tenant, async services =>
    {
        var session = services.GetRequiredService<ISession>();
        var item = (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))!;
        return (await services.GetRequiredService<IHistory>().GetStateAsync(session.GetDocumentId(item), session.GetVersion(item)))!;
    });
}
