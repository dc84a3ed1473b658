using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Crm.Contacts.Duplicates.Merge;
using Crm.Contacts.People;
using Crm.Contacts.Stages;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Testing;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Stages;

/// <summary>Every change of a stage is noted once with its day, whoever makes it, and what is taken back takes its note back.</summary>
[Collection(StagesTenant.Clock)]
public sealed partial class NoteStageChangesTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_form_a_bulk_act_an_import_and_the_API_each_note_who_moved_whom_when(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = await tenant.AddAsync("Forme", "prospect");
        Assert.Equal(["→prospect"], await tenant.WayAsync(id));
        Assert.Empty(await tenant.TimelineAsync(id));

        tenant.Pass(1);
        await tenant.MoveAsync(id, "client");
        Assert.Equal(["→prospect", "prospect→client"], await tenant.WayAsync(id));
        Assert.Equal(["prospect→client"], await tenant.TimelineAsync(id));
        var last = (await tenant.PartAsync<LifeCyclePart>(id))!.Changes[^1];
        Assert.Equal(("admin", ""), (last.By, last.Cause));
        Assert.Equal(tenant.Host.Clock.GetUtcNow().UtcDateTime.Date, last.At!.Value.Date);

        using (await tenant.Browser.SubmitAsync($"/admin/people/bulk?ids={id}&act=Stage", [new("ids", id), new("act", "Stage"), new("value", "dormant")], "/admin/people/bulk"))
        {
            await tenant.OperationsEndAsync();
        }

        Assert.Equal("BulkChanged", (await tenant.PartAsync<LifeCyclePart>(id))!.Changes[^1].Cause);
        using (var api = await tenant.Browser.Http.PostAsJsonAsync($"/{tenant.Settings.Name}/api/content", new { ContentItemId = id, ContentType = "Person", PersonPart = new { Stage = "prospect" } }))
        {
            // The API is another module; where it is off, nothing answers there.
            Assert.Equal(HttpStatusCode.NotFound, api.StatusCode);
        }

        await tenant.ImportAsync("id,family,stage\nK1,Importée,Prospect\n"u8.ToArray(), """{"source":"old","key":"id","columns":{"family":"FamilyName","stage":"Stage"}}""");
        await tenant.ImportAsync("id,family,stage\nK1,Importée,client\n"u8.ToArray(), """{"source":"old","key":"id","columns":{"family":"FamilyName","stage":"Stage"}}""");
        var imported = await tenant.PersonAsync("importee");
        Assert.Equal(["→prospect", "prospect→client"], await tenant.WayAsync(imported));
        Assert.All((await tenant.PartAsync<LifeCyclePart>(imported))!.Changes, change => Assert.Equal("Imported", change.Cause));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task An_undo_takes_the_change_back_from_person_table_and_timeline(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = await tenant.AddAsync("Retour", "prospect");
        var since = (await tenant.PartAsync<LifeCyclePart>(id))!.Since("prospect");
        tenant.Pass(1);
        await tenant.MoveAsync(id, "client");
        await tenant.InAsync(async services =>
        {
            var history = services.GetRequiredService<IHistory>();
            Assert.Empty(await history.UndoAsync((await history.ListAsync(new HistoryFilter(ItemId: id), 1))[0].Id));
            return true;
        });
        Assert.Equal(["→prospect"], await tenant.WayAsync(id));
        Assert.Empty(await tenant.TimelineAsync(id));
        Assert.Equal((since, "prospect"), ((await tenant.PartAsync<LifeCyclePart>(id))!.Since("prospect"), (await tenant.PartAsync<PersonPart>(id))!.Stage));
        Assert.Equal(since, await tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().Where(row => row.ContentItemId == id).Select(row => (DateTime?)row.StageSince).FirstAsync()));
    }

    [Fact]
    public async Task An_undo_of_an_earlier_change_than_the_last_is_refused_and_one_beside_it_goes_through()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = await tenant.AddAsync("Entre", "prospect");
        await tenant.MoveAsync(id, "client");
        await tenant.MoveAsync(id, "dormant");
        var clashes = await tenant.InAsync(async services =>
        {
            var history = services.GetRequiredService<IHistory>();
            return await history.UndoAsync((await history.ListAsync(new HistoryFilter(ItemId: id), 5))[1].Id);
        });
        Assert.Contains("PersonPart.Stage", clashes);
        Assert.Equal(["→prospect", "prospect→client", "client→dormant"], await tenant.WayAsync(id));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_merge_keeps_the_way_of_whose_stage_was_taken_and_its_undo_parts_both_ways(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var gone = await tenant.AddAsync("Autre", "prospect");
        var since = (await tenant.PartAsync<LifeCyclePart>(gone))!.Changes[0].At;
        tenant.Pass(1);
        var kept = await tenant.AddAsync("Garde", "prospect");
        tenant.Pass(1);
        await tenant.MoveAsync(kept, "client");

        var batch = await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            return await services.GetRequiredService<MergePeople>().MergeAsync(
                (await content.GetAsync(kept, VersionOptions.Latest))!, (await content.GetAsync(gone, VersionOptions.Latest))!, new MergeChoices(new Dictionary<string, MergeSide>(), Households: true), CancellationToken.None);
        });
        Assert.Equal(["→prospect", "prospect→client"], await tenant.WayAsync(kept));
        Assert.Equal(since, (await tenant.PartAsync<LifeCyclePart>(kept))!.Changes[0].At);
        Assert.Empty(await tenant.WayAsync(gone));

        await tenant.InAsync(services => services.GetRequiredService<UndoMerge>().RunAsync(batch, null));
        Assert.Equal(["→prospect", "prospect→client"], await tenant.WayAsync(kept));
        Assert.Equal(["→prospect"], await tenant.WayAsync(gone));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Who_was_stored_before_changes_were_noted_moves_from_the_stage_they_had(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var id = await tenant.AddUnnotedAsync("Ancienne", "prospect");
        Assert.Empty(await tenant.WayAsync(id));
        await tenant.MoveAsync(id, "prospect");
        Assert.Empty(await tenant.WayAsync(id));
        await tenant.MoveAsync(id, "client");
        Assert.Equal(["→prospect", "prospect→client"], await tenant.WayAsync(id));
        Assert.Null((await tenant.PartAsync<LifeCyclePart>(id))!.Changes[0].At);
        Assert.Equal(["prospect→client"], await tenant.TimelineAsync(id));
    }

    [Fact]
    public async Task A_stage_that_there_is_not_is_refused_unless_somebody_has_it_already()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var (_, refused) = await tenant.ImportAsync("family,stage\nInconnue,lead\n"u8.ToArray(), """{"source":"old","columns":{"family":"FamilyName","stage":"Stage"}}""");
        Assert.Contains("There is no such stage.", refused);

        var id = await tenant.AddUnnotedAsync("Propre", "lead");
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(id, VersionOptions.Latest))!;
            item.Alter<PersonPart>(person => person.Notes = "still here");
            Assert.True((await content.ValidateAsync(item)).Succeeded);
            item.Alter<PersonPart>(person => person.Stage = "suspect");
            Assert.Contains("There is no stage “suspect”", Assert.Single((await content.ValidateAsync(item)).Errors).Message);
            return true;
        });
        Assert.Contains("<option selected=\"selected\" value=\"lead\">lead</option>", await tenant.Browser.ReadAsync($"/admin/people/{id}/edit"));
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_file_dates_the_stage_goes_out_and_comes_in_again_without_a_change(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        const string Map = """{"source":"old","key":"id","columns":{"family":"FamilyName","stage":"Stage","since":"StageSince"}}""";
        await tenant.ImportAsync("id,family,stage,since\nK1,Datée,prospect,2024-03-01\n"u8.ToArray(), Map);
        await tenant.ImportAsync("id,family,stage,since\nK1,Datée,client,2025-05-06\n"u8.ToArray(), Map);
        var id = await tenant.PersonAsync("datee");
        Assert.Equal(["→prospect", "prospect→client"], await tenant.WayAsync(id));
        Assert.Equal([new DateOnly(2024, 3, 1), new DateOnly(2025, 5, 6)], (await tenant.PartAsync<LifeCyclePart>(id))!.Changes.Select(change => DateOnly.FromDateTime(change.At!.Value)));

        var (again, _) = await tenant.ImportAsync("id,family,stage,since\nK1,Datée,client,2025-05-06\n"u8.ToArray(), Map);
        Assert.Equal((0, 1), (again.Updated, again.Unchanged));
        var (_, refused) = await tenant.ImportAsync("id,family,stage,since\nK1,Datée,client,2023-01-01\n"u8.ToArray(), Map);
        Assert.Contains("The stage before it began later.", refused);

        using var file = await tenant.Browser.SubmitAsync("/admin/people/export?all=true", [new("All", "true"), new("Kind", "Csv"), new("Columns", "Id"), new("Columns", "Stage"), new("Columns", "StageSince"), new("Columns", "(DaysInStage)")], "/admin/people/export");
        var text = await file.Content.ReadAsStringAsync();
        Assert.Contains("2025-05-06", text);
        var own = System.Text.Encoding.UTF8.GetBytes(text);
        var report = await tenant.InAsync(services => services.GetRequiredService<Import.ImportPeople>().RunAsync(new MemoryStream(own), null, new Import.RefusedRows(new StringWriter()), CancellationToken.None));
        Assert.Equal((0, 0, 1, 0), (report.Created, report.Updated, report.Unchanged, report.Refused));

        // A new stage beside the date of the old one: the date is of the stage before.
        var moved = System.Text.Encoding.UTF8.GetBytes(text.Replace("client", "dormant", StringComparison.Ordinal));
        await tenant.InAsync(services => services.GetRequiredService<Import.ImportPeople>().RunAsync(new MemoryStream(moved), null, new Import.RefusedRows(new StringWriter()), CancellationToken.None));
        Assert.Equal(tenant.Host.Clock.GetUtcNow().UtcDateTime.Date, (await tenant.PartAsync<LifeCyclePart>(id))!.Since("dormant")!.Value.Date);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_follower_of_the_change_log_learns_each_change_once_from_the_entry_that_brought_it(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var before = await tenant.InAsync(services => services.GetRequiredService<ChangeFeed>().LastAsync(CancellationToken.None));
        var id = await tenant.AddAsync("Suivie", "prospect");
        await tenant.MoveAsync(id, "client");
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(id, VersionOptions.Latest))!;
            item.Alter<PersonPart>(person => person.Notes = "no change of stage");
            await content.UpdateAsync(item);
            return true;
        });
        await tenant.InAsync(async services =>
        {
            var entries = (await services.GetRequiredService<ChangeFeed>().ReadAsync(before, 10_000, CancellationToken.None)).Entries.Where(entry => entry.ItemId == id).ToList();
            Assert.Equal(3, entries.Count);
            var lifeCycle = services.GetRequiredService<LifeCycle>();
            var brought = new List<string>();
            foreach (var entry in entries)
            {
                brought.AddRange((await lifeCycle.ChangesOfAsync([entry], CancellationToken.None)).Select(change => $"{entry.Version}: {change.From}→{change.To}"));
            }

            Assert.Equal(["1: →prospect", "2: prospect→client"], brought);
            Assert.Equal(["client"], await lifeCycle.KeysAsync(StageKind.Client));
            return true;
        });
    }

    [Fact]
    public async Task Who_may_not_see_stages_sees_none_of_their_past()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var id = await tenant.AddAsync("Cachée", "prospect");
        await tenant.MoveAsync(id, "client");
        Assert.Contains("Prospect → Client", WebUtility.HtmlDecode(await tenant.Browser.ReadAsync($"/admin/people/{id}")));
        Assert.Matches(Since(), await tenant.Browser.ReadAsync($"/admin/people/{id}"));
        await tenant.Host.AddRoleAsync(tenant.Settings, "Viewer", "AccessAdminPanel", "ViewContacts", "EditContacts", "ExportContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "vera", "Viewer");
        await tenant.InAsync(async services =>
        {
            var fields = services.GetRequiredService<IDocumentManager<Kernel.Security.FieldRights>>();
            var hidden = await fields.GetOrCreateMutableAsync();
            hidden.Fields.Add(new Kernel.Security.FieldRight { ContentType = ContactTypes.Person, Path = "PersonPart.Stage", Roles = ["Chosen"] });
            await fields.UpdateAsync(hidden);
            return true;
        });
        using var vera = await tenant.As("vera");
        var page = WebUtility.HtmlDecode(await vera.ReadAsync($"/admin/people/{id}"));
        Assert.DoesNotContain("Client", page);
        Assert.DoesNotContain("arrow-ramp", page);
        Assert.DoesNotMatch(Since(), page);
        Assert.DoesNotContain("StageSince", await vera.ReadAsync("/admin/people/export?all=true"));
        Assert.Contains("hidden from you", await vera.ReadAsync("/admin/people?where=" + Uri.EscapeDataString("""{"version":1,"match":"all","of":[{"rule":"stage.ever","operator":"is","values":{"stage":"client"}}]}""")));
        using var saved = await vera.SubmitAsync($"/admin/people/{id}/edit", [new("Input.GivenName", "Ada"), new("Input.FamilyName", "Cachée"), new("Version", "2")]);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(["→prospect", "prospect→client"], await tenant.WayAsync(id));
    }

    [GeneratedRegex("since [0-9]+/[0-9]+/20[0-9]+")]
    private static partial Regex Since();
}
