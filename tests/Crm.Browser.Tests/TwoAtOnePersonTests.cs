using Crm.Browsing;
using Crm.Testing;
using Microsoft.Playwright;

namespace Crm.Browser.Tests;

/// <summary>Two people work on one person at the same time, from the keyboard alone: one at a desk, one at the width of a phone; each of them meets the other's change once.</summary>
public sealed class TwoAtOnePersonTests(Chrome chrome)
{
    [Fact]
    public async Task Different_fields_both_keep_their_change_and_of_one_field_each_chooses_with_nothing_lost()
    {
        await using var host = await TestHost.StartAsync();
        var tenant = await host.SetupTenantAsync(recipe: "blank");
        await host.SwitchAsync(tenant, on: ["Crm.Contacts"]);
        await host.AddRoleAsync(tenant, "Agent", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await host.AddUserAsync(tenant, "berthe", "Agent");
        var id = await host.InTenantAsync(tenant, services => services.AddPersonAsync("Odile", "Quintrec"));
        await using var ann = await chrome.OpenAsync(host.Address, "en-GB", 1440, 900);
        await using var berthe = await chrome.OpenAsync(host.Address, "en-GB", 360, 740);
        await ann.SignInAsync();
        await berthe.SignInAsync("berthe");

        // Each has opened the form before the other saves.
        await OpenAsync(ann, id);
        await OpenAsync(berthe, id);
        await ann.TypeAsync("[name='Input.Function']", "Baker");
        await ann.GoByAsync("Control+Enter", $"/admin/people/{id}$");
        await berthe.TypeAsync("[name='Input.Source']", "The fair");
        await berthe.GoByAsync("Control+Enter", $"/admin/people/{id}$");
        foreach (var text in new[] { "Baker", "The fair" })
        {
            await Assertions.Expect(berthe.Page.Locator("main")).ToContainTextAsync(text);
        }

        // The same field: who saves second sees both values, and nothing is stored before the choice.
        await OpenAsync(ann, id);
        await OpenAsync(berthe, id);
        await ann.TypeAsync("[name='Input.Function']", "Miller");
        await ann.GoByAsync("Control+Enter", $"/admin/people/{id}$");
        await berthe.TypeAsync("[name='Input.Function']", "Painter");
        await berthe.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(berthe.Page.Locator("[role=alert] .clashes")).ToContainTextAsync("Miller");
        await Assertions.Expect(berthe.Page.Locator("[name='Input.Function']")).ToHaveValueAsync("Painter");
        await berthe.LooksRightAsync();
        await ann.GoAsync($"admin/people/{id}");
        await Assertions.Expect(ann.Page.Locator("main")).ToContainTextAsync("Miller");

        // Theirs, by the space bar.
        await berthe.TabToAsync("[name=TakeTheirs]");
        await berthe.Page.Keyboard.PressAsync("Space");
        await berthe.GoByAsync("Control+Enter", $"/admin/people/{id}$");
        await Assertions.Expect(berthe.Page.Locator("main")).ToContainTextAsync("Miller");

        // Once more, the other way round, and one's own.
        await OpenAsync(ann, id);
        await OpenAsync(berthe, id);
        await berthe.TypeAsync("[name='Input.Function']", "Smith");
        await berthe.GoByAsync("Control+Enter", $"/admin/people/{id}$");
        await ann.TypeAsync("[name='Input.Function']", "Painter");
        await ann.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(ann.Page.Locator("[role=alert] .clashes")).ToContainTextAsync("Smith");
        await ann.LooksRightAsync();
        await ann.Page.WaitForLoadStateAsync(); // its keys work when its scripts have come
        await ann.GoByAsync("Control+Enter", $"/admin/people/{id}$");
        await Assertions.Expect(ann.Page.Locator("main")).ToContainTextAsync("Painter");
        Assert.Empty(ann.Faults);
        Assert.Empty(berthe.Faults);
    }

    private static async Task OpenAsync(Sheet sheet, string id)
    {
        await sheet.GoAsync($"admin/people/{id}");
        await sheet.GoByAsync("e", $"/admin/people/{id}/edit");
    }
}
