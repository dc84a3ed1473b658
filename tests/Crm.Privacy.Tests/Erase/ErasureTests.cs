using System.Net;
using Crm.Contacts;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Files;
using Crm.Kernel.Operations;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Privacy.Tests.Erase;

/// <summary>What "erased" means: no word of the person anywhere, and everybody else as they were.</summary>
public sealed class ErasureTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task An_erased_person_is_in_no_table_index_file_or_restored_backup(string database)
    {
        await using var tenant = await PrivacyTenant.StartAsync(database);
        var canary = await Canary.PlantAsync(tenant);
        var backup = Path.Combine(tenant.Host.Folder, "before.zip");
        await tenant.Backup.WriteAsync(tenant.Settings.Name, backup);
        var before = await Traces.FindAsync(tenant, Canary.Word);
        Assert.Contains(before, place => place.Contains("/Imports/", StringComparison.Ordinal));
        Assert.Contains(before, place => place.Contains("/MediaTrash/", StringComparison.Ordinal));
        Assert.Contains(before, place => place.Contains("/Attachments/", StringComparison.Ordinal));
        Assert.Contains(before, place => place.Contains("/Lucene/", StringComparison.Ordinal));
        Assert.True(before.Count > 15, string.Join('\n', before));
        var calls = await CallsAsync(tenant);
        Assert.Contains(canary.Id, await canary.Gifts.StoredAsync());
        Assert.Matches("Records that name them: Gift</td>\\s*<td[^>]*>5<(?s:.)*?their own text", await tenant.Admin.ReadAsync($"/admin/people/{canary.Id}/erase"));

        var operation = await tenant.EraseAsync(canary.Id, Canary.Name);

        Assert.Empty(await Traces.FindAsync(tenant, Canary.Word));
        Assert.Equal(calls, await CallsAsync(tenant));
        Assert.DoesNotContain("handler=Undo", await tenant.Admin.ReadAsync(operation));
        Assert.Contains("R-17", await tenant.Admin.ReadAsync("/admin/privacy/erasures"));
        await OthersAreAsTheyWereAsync(tenant, canary);

        await RecordsStayWithoutThePersonAsync(canary);

        await tenant.Restore.ReadAsync(backup);

        using (var gone = await tenant.Admin.GetAsync($"/admin/people/{canary.Id}"))
        {
            Assert.True(gone.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Redirect, gone.StatusCode.ToString());
        }

        await tenant.Restore.ConfirmAsync(tenant.Settings.Name);
        Assert.Empty(await Traces.FindAsync(tenant, Canary.Word));
        Assert.Contains("Odile", await (await tenant.Host.Browse().SignInAsync()).ReadAsync($"/admin/people/{canary.Housemate}"));
        await RecordsStayWithoutThePersonAsync(canary);
    }

    // In no version, field, item inside, former state or index; whom else they name they name still.
    private static async Task RecordsStayWithoutThePersonAsync(Canary canary)
    {
        var stored = await canary.Gifts.StoredAsync();
        Assert.DoesNotContain(canary.Id, stored, StringComparison.OrdinalIgnoreCase);
        foreach (var kept in (string[])["Kite", "Drum", "Apple", "Sledge, red", "Ball", "Trivet", canary.Housemate])
        {
            Assert.Contains(kept, stored, StringComparison.Ordinal);
        }
    }

    private static async Task OthersAreAsTheyWereAsync(PrivacyTenant tenant, Canary canary)
    {
        Assert.Contains("Odile", await tenant.Admin.ReadAsync($"/admin/households/{canary.SharedHome}"));
        Assert.Contains("Called all of them", await tenant.Admin.ReadAsync($"/admin/people/{canary.Housemate}"));
        Assert.NotNull(await tenant.InAsync(services => Task.FromResult(services.GetRequiredService<MediaFiles>().Find("people/everybody.txt"))));
        Assert.Contains("Paule", await tenant.Admin.ReadAsync($"/admin/people/{canary.Parted}"));

        // The others' relations stay; of those to the person not even the id does, in no former state.
        foreach (var id in new[] { canary.Housemate, canary.Former })
        {
            var past = await tenant.InAsync(async services => (await services.GetRequiredService<IHistory>().ListAsync(new HistoryFilter(ItemId: id), int.MaxValue)).Select(save => save.Forward + save.Backward).ToList());
            Assert.Contains("Relations", string.Concat(past));
            Assert.DoesNotContain(canary.Id, string.Concat(past));
        }

        Assert.Contains("Twins", await tenant.Admin.ReadAsync($"/admin/contacts/{canary.Housemate}/panels/relations"));
        Assert.Contains("Twins", await tenant.Admin.ReadAsync($"/admin/contacts/{canary.Former}/panels/relations"));

        // The undo of an act that the person was in does the others and says who is left.
        using (await tenant.Admin.SubmitAsync($"/admin/operations/{canary.Batch}", [], $"/admin/operations/{canary.Batch}?handler=Undo"))
        {
        }

        await tenant.SettleAsync();
        var undo = await tenant.InAsync(async services => (await services.GetRequiredService<Operations>().ListAsync(null)).Single(one => one.Kind == "Kernel.UndoBatch"));
        Assert.Equal((2, 1), (undo.Done, undo.Left));
        Assert.Contains("erased", Assert.Single(undo.Faults).Reason);
        Assert.Empty(await Traces.FindAsync(tenant, Canary.Word));
    }

    // How many contacts there were, whosesoever.
    private static Task<int> CallsAsync(PrivacyTenant tenant) => tenant.InAsync(services
        => services.GetRequiredService<ISession>().Query<ContentItem, ContentItemIndex>(row => row.ContentType == ContactTypes.Interaction && row.Latest).CountAsync());
}
