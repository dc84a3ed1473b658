using System.Net;
using System.Text.Json.Nodes;
using Crm.Contacts.Addresses;
using Crm.Contacts.People;
using Crm.Contacts.Points;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Views;

/// <summary>Cells that two people change, and cells whose change is taken back.</summary>
public sealed class CellsTogetherTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Two_who_change_the_same_cell_are_asked_and_two_who_change_different_ones_are_not(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ada = await CellPage.AdaAsync(tenant);
        var editor = await ada.OpenAsync("town");
        await CellPage.ChangeAsync(tenant, ada.Id, item =>
        {
            item.Alter<PersonPart>(person => person.Source = "Foire");
            item.Alter<AddressPart>(part => (part.Addresses[0].City, part.Addresses[0].Lines) = ("Bordeaux", ["1 quai des Chartrons"]));
        });

        using var asked = await ada.SaveFromAsync(editor, "town", "Bergerac");
        Assert.True(asked.IsEditor);
        Assert.Contains("Bordeaux", asked.Text);
        Assert.Contains("value=\"Bergerac\"", asked.Text);
        Assert.Equal("Bordeaux", (await ada.ItemAsync()).As<AddressPart>()!.Addresses[0].City);

        using var kept = await ada.SaveFromAsync(asked.Text, "town", "Bergerac");
        Assert.False(kept.IsEditor);
        var item = await ada.ItemAsync();
        Assert.Equal(("Bergerac", "1 quai des Chartrons", "Foire"), (item.As<AddressPart>()!.Addresses[0].City, item.As<AddressPart>()!.Addresses[0].Lines[0], item.As<PersonPart>()!.Source));

        using var merged = await ada.SaveFromAsync(editor, "phone", "+33 6 99 99 99 99");
        Assert.False(merged.IsEditor);
        using var owner = await ada.SaveFromAsync(editor, "source", "Foire");
        Assert.Null(owner.Toast);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Undo_gives_back_exactly_what_was(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ada = await CellPage.AdaAsync(tenant);
        foreach (var (column, typed) in new[] { ("town", "Bergerac"), ("stage", "client"), ("email", ""), ("phone", "+33 6 99 99 99 99"), ("birth", ""), ("language", "") })
        {
            var before = await JsonAsync(tenant, ada.Id);
            tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            using var saved = await ada.SaveAsync(column, typed);
            Assert.False(JsonNode.DeepEquals(before, await JsonAsync(tenant, ada.Id)), column);
            Assert.True((bool)saved.Toast!["stays"]!);
            using var undone = await ada.UndoAsync(saved.Undo!);
            Assert.Equal(HttpStatusCode.NoContent, undone.Status);
            Assert.Contains($"\"addresses\":[\"/{tenant.Settings.Name}{ada.Address(column)}\"]", undone.Response.Headers.GetValues("HX-Trigger").Single());
            Assert.Equal("Undone.", (string)undone.Toast!["text"]!);
            Assert.True(JsonNode.DeepEquals(before, await JsonAsync(tenant, ada.Id)), column);
        }

        Assert.Equal(["Ada Lovelace"], (await tenant.ListAsync("/admin/people?q=libou")).Names);
    }

    [Fact]
    public async Task Undo_leaves_what_was_changed_since_and_refuses_when_that_is_the_cell()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        using var town = await ada.SaveAsync("town", "Bergerac");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var phone = await ada.SaveAsync("phone", "+33 6 99 99 99 99");
        using (var undone = await ada.UndoAsync(town.Undo!))
        {
            Assert.Equal("Undone.", (string)undone.Toast!["text"]!);
        }

        var item = await ada.ItemAsync();
        Assert.Equal(("Libourne", "+33699999999"), (item.As<AddressPart>()!.Addresses[0].City, item.As<ContactPointsPart>()!.Phones[1].Number));

        using var again = await ada.SaveAsync("phone", "+33 6 88 88 88 88");
        using var refused = await ada.UndoAsync(phone.Undo!);
        Assert.Equal("warn", (string)refused.Toast!["tone"]!);
        Assert.Equal("+33688888888", (await ada.ItemAsync()).As<ContactPointsPart>()!.Phones[1].Number);
    }

    [Fact]
    public async Task Only_the_one_who_changed_it_takes_it_back_here_and_no_other_batch_by_this_door()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ada = await CellPage.AdaAsync(tenant);
        using var saved = await ada.SaveAsync("town", "Bergerac");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Clerk", "AccessAdminPanel", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "clara", "Clerk");
        using var clara = await tenant.As("clara");
        using (var theirs = await ada.In(clara).UndoAsync(saved.Undo!))
        {
            Assert.Equal(HttpStatusCode.NotFound, theirs.Status);
        }

        var others = await CellPage.AdaAsync(tenant);
        foreach (var address in new[] { saved.Undo!.Replace(ada.Id, others.Id, StringComparison.Ordinal), ada.Address("town") + "?handler=Undo", ada.Address("town") + "?handler=Undo&batch=none" })
        {
            using var refused = await ada.UndoAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        }

        Assert.Equal("Bergerac", (await ada.ItemAsync()).As<AddressPart>()!.Addresses[0].City);
    }

    private static Task<JsonObject> JsonAsync(ContactsTenant tenant, string id) => tenant.InAsync(async services =>
    {
        var session = services.GetRequiredService<ISession>();
        var item = (await services.GetRequiredService<IContentManager>().GetAsync(id, VersionOptions.Latest))!;
        return (await services.GetRequiredService<IHistory>().GetStateAsync(session.GetDocumentId(item), session.GetVersion(item)))!;
    });
}
