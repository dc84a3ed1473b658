using System.Net;
using Crm.Testing;

namespace Crm.Contacts.Tests.Stages;

/// <summary>Stages added, changed, taken out of use and brought back by a program, as by the forms.</summary>
[Collection(StagesTenant.Clock)]
public sealed class KeepStageOverApiTests
{
    private const string Stages = "/api/contacts/stages";

    [Fact]
    public async Task A_stage_is_added_changed_taken_out_of_use_with_its_people_and_brought_back()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        using var program = await tenant.ProgramAsync();
        var (made, stage) = await program.PostJsonAsync(Stages, new { name = "Trial period", names = new { fr = "À l’essai" }, kind = "open", stuckAfterDays = 30, place = 1 });
        Assert.Equal((HttpStatusCode.Created, "trial-period", 1, 30, "À l’essai"), (made, stage!["key"]!.ToString(), (int)stage["place"]!, (int)stage["stuckAfterDays"]!, stage["names"]!["fr"]!.ToString()));
        var id = await tenant.AddAsync("Essai", "trial-period");

        var (changed, renamed) = await program.SendJsonAsync(HttpMethod.Put, Stages + "/trial-period", new { name = "On trial", kind = "dormant" });
        Assert.Equal((HttpStatusCode.OK, "On trial", "dormant", 1, null), (changed, renamed!["name"]!.ToString(), renamed["kind"]!.ToString(), (int)renamed["place"]!, renamed["stuckAfterDays"]));
        Assert.Null(renamed["names"]!["fr"]);
        await program.SendJsonAsync(HttpMethod.Put, Stages + "/trial-period", new { name = "On trial", place = 2 });
        Assert.Equal(["prospect", "trial-period", "client", "dormant"], (await program.ReadJsonAsync(Stages))["stages"]!.AsArray().Select(one => one!["key"]!.ToString()));

        var (unsaid, problem) = await program.SendJsonAsync(HttpMethod.Delete, Stages + "/trial-period");
        Assert.Equal((HttpStatusCode.BadRequest, "Say where its people go."), (unsaid, problem!["errors"]!["to"]![0]!.ToString()));
        var (going, operation) = await program.SendJsonAsync(HttpMethod.Delete, Stages + "/trial-period?to=prospect");
        Assert.Equal((HttpStatusCode.Accepted, 1), (going, (int)operation!["count"]!));
        await tenant.OperationsEndAsync();
        Assert.Equal(["→trial-period", "trial-period→prospect"], await tenant.WayAsync(id));
        Assert.Equal(HttpStatusCode.NotFound, (await program.SendJsonAsync(HttpMethod.Put, Stages + "/trial-period", new { name = "Again" })).Status);

        var (back, again) = await program.PostJsonAsync(Stages + "/trial-period/restore");
        Assert.Equal((HttpStatusCode.OK, "On trial"), (back, again!["name"]!.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, (await program.SendJsonAsync(HttpMethod.Delete, Stages + "/trial-period")).Status);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_under_its_name_and_who_may_not_is_refused()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        using var program = await tenant.ProgramAsync();
        foreach (var (body, member) in new (object, string)[]
        {
            (new { kind = "open" }, "name"), (new { name = new string('x', 61) }, "name"), (new { name = "Client" }, "name"), (new { name = "New", kind = "shoe" }, "kind"), (new { name = "New", kind = "7" }, "kind"),
            (new { name = "New", stuckAfterDays = 0 }, "stuckAfterDays"), (new { name = "New", names = new { xx = "Neu" } }, "names"), (new { name = "New", names = new { fr = new string('x', 61) } }, "names"),
        })
        {
            var (status, problem) = await program.PostJsonAsync(Stages, body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotNull(problem!["errors"]![member]);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await program.SendJsonAsync(HttpMethod.Put, Stages + "/never", new { name = "New" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await program.PostJsonAsync(Stages + "/never/restore")).Status);

        await tenant.AddAsync("Partie", "client");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Own", "ViewOwnContacts", "ManageStages");
        await tenant.Host.AddUserAsync(tenant.Settings, "anna", "Own");
        await tenant.Host.AddRoleAsync(tenant.Settings, "Editing", "ViewContacts", "EditContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "edith", "Editing");
        using var anna = await tenant.ProgramAsync("anna");
        using var edith = await tenant.ProgramAsync("edith");
        Assert.Equal(HttpStatusCode.Conflict, (await anna.SendJsonAsync(HttpMethod.Delete, Stages + "/client?to=prospect")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await edith.PostJsonAsync(Stages, new { name = "New" })).Status);
        Assert.Equal(["prospect", "client", "dormant"], (await program.ReadJsonAsync(Stages))["stages"]!.AsArray().Select(one => one!["key"]!.ToString()));
    }
}
