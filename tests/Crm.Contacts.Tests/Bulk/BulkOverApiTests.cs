using System.Net;
using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Testing;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Bulk;

/// <summary>Many people changed by a program, which follows the operation and takes it back.</summary>
public sealed class BulkOverApiTests
{
    private const string Bulk = "/api/contacts/people/bulk";

    [Fact]
    public async Task All_that_a_filter_chooses_get_a_stage_and_the_operation_is_followed_and_taken_back()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.PeopleAsync(("Odile", "Vidal"), ("Ada", "Vidal"), ("Zoé", "Roux"));
        using var program = await tenant.ProgramAsync();

        var (status, started) = await program.PostJsonAsync(Bulk, new { act = "stage", value = "client", filter = new { q = "vidal" } });
        Assert.Equal((HttpStatusCode.Accepted, 2), (status, (int)started!["count"]!));
        var operation = $"/api/operations/{started["operation"]}";
        await tenant.OperationsEndAsync();

        var report = await program.ReadJsonAsync(operation);
        var done = report["operation"]!;
        Assert.Equal(("done", 2, 0, 100), (done["state"]!.ToString(), (int)done["done"]!, (int)done["left"]!, (int)done["percent"]!));
        Assert.Equal((false, false, true), ((bool)report["canCancel"]!, (bool)report["canResume"]!, (bool)report["canUndo"]!));
        Assert.Equal(2, await ClientsAsync(tenant));
        Assert.Equal(HttpStatusCode.Conflict, (await program.PostJsonAsync(operation + "/cancel")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await program.PostJsonAsync(operation + "/resume")).Status);

        var (undoing, undo) = await program.PostJsonAsync(operation + "/undo");
        await tenant.OperationsEndAsync();
        Assert.Equal((HttpStatusCode.Accepted, 0), (undoing, await ClientsAsync(tenant)));
        Assert.Equal(undo!["operation"]!["id"]!.ToString(), (await program.ReadJsonAsync(operation))["operation"]!["undoneBy"]!.ToString());
        Assert.Equal(HttpStatusCode.Conflict, (await program.PostJsonAsync(operation + "/undo")).Status);
        Assert.Equal(2, (await program.ReadJsonAsync("/api/operations"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Who_is_left_as_they_were_is_told_with_the_reason()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Vidal"), ("Ada", "Vidal"));
        using var program = await tenant.ProgramAsync();
        await program.PostJsonAsync(Bulk, new { act = "Stage", value = "client", ids = new[] { ids[0] } });
        await tenant.OperationsEndAsync();
        var (_, again) = await program.PostJsonAsync(Bulk, new { act = "Stage", value = "client", ids });
        await tenant.OperationsEndAsync();

        var left = Assert.Single((await program.ReadJsonAsync($"/api/operations/{again!["operation"]}"))["left"]!.AsArray())!;
        Assert.Equal((ids[0], "Odile Vidal", "It was so already."), (left["contentItemId"]!.ToString(), left["displayText"]!.ToString(), left["reason"]!.ToString()));
    }

    [Fact]
    public async Task One_that_was_stopped_goes_on_when_told_and_is_nobody_elses()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Vidal"));
        await tenant.Host.AddRoleAsync(tenant.Settings, "Seeing", "AccessAdminPanel", "ViewContacts");
        await tenant.Host.AddUserAsync(tenant.Settings, "sofia", "Seeing");
        using var program = await tenant.ProgramAsync();
        using var sofia = await tenant.ProgramAsync("sofia");
        var id = await tenant.InAsync(async services =>
        {
            // Started and stopped in one unit of work: it is stopped before its first step, whatever the machine's pace.
            var operations = services.GetRequiredService<Operations>();
            services.GetRequiredService<ChangeContext>().Actor = await services.GetRequiredService<ISession>().QueryIndex<Kernel.Users.UserIndex>().Where(row => row.NormalizedUserName == "ADMIN").Select(row => row.UserId).FirstAsync();
            var operation = await operations.StartAsync("Contacts.ChangePeople", new() { ["act"] = "Stage", ["value"] = "client", ["upTo"] = long.MaxValue }, 1);
            await operations.CancelAsync(operation);
            return operation;
        });

        Assert.Equal(HttpStatusCode.NotFound, (await sofia.SendJsonAsync(HttpMethod.Get, $"/api/operations/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sofia.PostJsonAsync($"/api/operations/{id}/resume")).Status);
        Assert.Empty((await sofia.ReadJsonAsync("/api/operations"))["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await sofia.PostJsonAsync(Bulk, new { act = "trash", ids })).Status);

        Assert.Equal("cancelled", (await program.ReadJsonAsync($"/api/operations/{id}"))["operation"]!["state"]!.ToString());
        Assert.Equal(1, await WaitAsync(tenant));
        var (stopping, stopped) = await program.PostJsonAsync($"/api/operations/{id}/cancel");
        Assert.Equal((HttpStatusCode.OK, "cancelled", true), (stopping, stopped!["operation"]!["state"]!.ToString(), (bool)stopped["canResume"]!));
        Assert.Equal(HttpStatusCode.Accepted, (await program.PostJsonAsync($"/api/operations/{id}/resume")).Status);
        await tenant.OperationsEndAsync();
        Assert.Equal(1, await ClientsAsync(tenant));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_under_its_name_and_nothing_starts()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync(("Odile", "Vidal"));
        using var program = await tenant.ProgramAsync();

        foreach (var (body, member) in new (object, string)[]
        {
            (new { act = "dance", ids }, "act"), (new { act = "trash" }, "ids"), (new { act = "trash", ids, filter = new { q = "vidal" } }, "ids"), (new { act = "trash", ids = new[] { "never" } }, "ids"),
            (new { act = "stage", value = "shoe", ids }, "value"), (new { act = "trash", filter = new { q = "nobody" } }, "filter"), (new { act = "trash", filter = new { where = "shoe" } }, "where"),
            (new { act = "trash", ids = Enumerable.Range(0, 201).Select(one => one.ToString()) }, "ids"),
        })
        {
            var (status, problem) = await program.PostJsonAsync(Bulk, body);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.NotNull(problem!["errors"]![member]);
        }

        Assert.Empty((await program.ReadJsonAsync("/api/operations"))["items"]!.AsArray());
    }

    // It waits, as one that this host has not begun.
    private static Task<int> WaitAsync(ContactsTenant tenant) => tenant.InAsync(async services =>
        await (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).ExecuteAsync("UPDATE \"Operation\" SET \"State\" = 0, \"EndedUtc\" = NULL"));

    private static Task<int> ClientsAsync(ContactsTenant tenant) => tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().CountAsync(row => row.Stage == "client"));
}
