using System.Net;
using Crm.Testing;

namespace Crm.Audit.Tests;

public sealed class WayBackOverApi
{
    [Fact]
    public async Task Saves_are_listed_undone_put_back_and_a_clash_is_explained()
    {
        await using var site = await Site.OpenAsync(ThePastIsShown.Tenant);
        using var program = site.Host.Browse().WithToken(await site.Host.AddTokenAsync(site.Tenant, "admin"));
        var (item, _) = await site.WriteAsync("Lou", "A");
        await site.EditAsync(item, "B");
        await site.RenameAsync(item, "Louise");

        var first = await program.ReadJsonAsync($"/api/audit/saves?item={item}&take=2");
        var second = await program.ReadJsonAsync($"/api/audit/saves?item={item}&take=2&after={first["next"]}");
        Assert.Equal(["Updated", "Updated", "Created"], first.Each("event").Concat(second.Each("event")));
        Assert.Equal(("Louise", "House", null), (first["items"]![0]!["displayText"]!.ToString(), first["items"]![0]!["type"]!.ToString(), second["next"]));

        var edit = $"/api/audit/saves/{first["items"]![1]!["id"]}";
        Assert.Equal(HttpStatusCode.NoContent, (await program.PostJsonAsync(edit + "/undo")).Status);
        Assert.Equal(("Louise", "A"), await site.ReadAsync(item));
        await site.EditAsync(item, "C");
        var (status, problem) = await program.PostJsonAsync(edit + "/undo");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("Street name", problem!["title"]!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, (await program.PostJsonAsync($"/api/audit/saves/{second["items"]![0]!["id"]}/restore")).Status);
        Assert.Equal(("Lou", "A"), await site.ReadAsync(item));
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostJsonAsync("/api/audit/saves/999999/undo")).Status);
    }

    [Fact]
    public async Task What_a_save_changed_is_told_field_by_field_and_nothing_of_records_out_of_reach()
    {
        await using var site = await Site.OpenAsync(ThePastIsShown.Tenant);
        var (item, _) = await site.WriteAsync("Lou", "A");
        await site.EditAsync(item, "B");
        await site.EditAsync(item, "A street with a name so long that it is told word by word, run after run");
        await site.EditAsync(item, "A street with a name so short that it is told word by word, run after run");
        await site.Host.AddRoleAsync(site.Tenant, "Own", "ViewAudit", "ViewOwnContent");
        await site.Host.AddUserAsync(site.Tenant, "own", "Own");
        using var program = site.Host.Browse().WithToken(await site.Host.AddTokenAsync(site.Tenant, "admin"));
        using var own = site.Host.Browse().WithToken(await site.Host.AddTokenAsync(site.Tenant, "own"));
        var past = await site.PastAsync(item);

        var edit = await program.ReadJsonAsync($"/api/audit/saves/{past[2].Id}");
        Assert.Equal(("Lou", "Updated", true), (edit["save"]!["displayText"]!.ToString(), edit["save"]!["event"]!.ToString(), (bool)edit["hasNewer"]!));
        var street = Assert.Single(edit["differences"]!.AsArray())!;
        Assert.Equal(("House.Street.Text", "Street name", "A", "B"), (street["path"]!.ToString(), street["label"]!.ToString(), street["old"]!.ToString(), street["new"]!.ToString()));

        var words = Assert.Single((await program.ReadJsonAsync($"/api/audit/saves/{past[0].Id}"))["differences"]!.AsArray())!;
        Assert.Contains(words["words"]!.AsArray(), run => (run!["fate"]!.ToString(), run["text"]!.ToString().Trim()) == ("removed", "long"));
        Assert.Equal(("A street with a name so long that it is told word by word, run after run", "A street with a name so short that it is told word by word, run after run"), (words["old"]!.ToString(), words["new"]!.ToString()));

        Assert.Equal(HttpStatusCode.NotFound, (await own.SendJsonAsync(HttpMethod.Get, $"/api/audit/saves/{past[0].Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await program.SendJsonAsync(HttpMethod.Get, "/api/audit/saves/999999")).Status);
    }

    [Fact]
    public async Task A_batch_is_undone_but_for_what_changed_since_and_only_by_who_may()
    {
        await using var site = await Site.OpenAsync(ThePastIsShown.Tenant);
        var batch = Guid.NewGuid().ToString("n");
        var (one, _) = await site.WriteAsync("One", "A", batch);
        var (two, _) = await site.WriteAsync("Two", "A", batch);
        await site.EditAsync(two, "kept");
        var save = (await site.PastAsync(two))[0].Id;
        await site.Host.AddRoleAsync(site.Tenant, "Auditor", "RestoreVersions", "ViewContent");
        await site.Host.AddRoleAsync(site.Tenant, "Own", "RestoreVersions", "ViewOwnContent");
        await site.Host.AddUserAsync(site.Tenant, "auditor", "Auditor");
        await site.Host.AddUserAsync(site.Tenant, "own", "Own");
        using var program = site.Host.Browse().WithToken(await site.Host.AddTokenAsync(site.Tenant, "admin"));
        using var auditor = site.Host.Browse().WithToken(await site.Host.AddTokenAsync(site.Tenant, "auditor"));
        using var own = site.Host.Browse().WithToken(await site.Host.AddTokenAsync(site.Tenant, "own"));

        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostJsonAsync($"/api/audit/batches/{batch}/undo")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await auditor.PostJsonAsync($"/api/audit/saves/{save}/undo")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await own.PostJsonAsync($"/api/audit/saves/{save}/undo")).Status);
        Assert.Empty((await own.ReadJsonAsync("/api/audit/saves?type=House"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostJsonAsync("/api/audit/batches/never/undo")).Status);
        Assert.NotNull(await site.ReadAsync(one));

        var (_, undone) = await program.PostJsonAsync($"/api/audit/batches/{batch}/undo");
        Assert.Equal((batch, 1), (undone!["batchId"]!.ToString(), (int)undone["left"]!));
        Assert.Null(await site.ReadAsync(one));
        Assert.Equal(("Two", "kept"), await site.ReadAsync(two));
    }
}
