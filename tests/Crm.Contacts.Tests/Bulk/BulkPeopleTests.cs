using System.Net;
using System.Text.Json;
using Crm.Contacts.People;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Operations;
using Crm.Kernel.Tenants;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Tests.Bulk;

/// <summary>Many people changed at once: by choice, by what the list shows; stopped, resumed, taken back.</summary>
public sealed class BulkPeopleTests
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task All_that_a_list_shows_get_a_stage_and_are_taken_back_as_one(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        await tenant.PeopleAsync([.. Enumerable.Range(0, 450).Select(i => ("Odile", i % 3 == 0 ? "Vidal" : "Roux"))]);
        await tenant.PeopleAsync([.. Enumerable.Range(0, 3).Select(_ => ("Zoé", "Vidal"))]);

        var page = await AskAsync(tenant, [new("q", "vid odile"), new("all", "true"), new("act", "Stage")]);
        Assert.Contains("Which stage for 150 people?", page);
        var operation = await StartAsync(tenant, [new("q", "vid odile"), new("all", "true"), new("act", "Stage"), new("value", "client")]);

        var done = await EndedAsync(tenant, operation);
        Assert.Equal((OperationState.Done, 150, 150, 0), (done.State, done.Total, done.Done, done.Left));
        Assert.Equal(150, await CountAsync(tenant, row => row.Stage == "client"));
        Assert.Equal(150, (await tenant.WalkAsync("/admin/people?stage=client")).Count(name => name == "Odile Vidal"));

        using var undone = await tenant.Browser.SubmitAsync($"/admin/operations/{operation}", [], action: $"/admin/operations/{operation}?handler=Undo");
        var undo = Id(undone);
        var taken = await EndedAsync(tenant, undo);
        Assert.Equal((OperationState.Done, 150, 0), (taken.State, taken.Done, taken.Left));
        Assert.Equal(0, await CountAsync(tenant, row => row.Stage == "client"));
        Assert.Equal(undo, (await GetAsync(tenant, operation)).UndoneBy);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task Those_chosen_go_to_the_trash_and_come_back(string database)
    {
        await using var tenant = await ContactsTenant.StartAsync(database);
        var ids = await tenant.PeopleAsync([("Ada", "Un"), ("Bea", "Deux"), ("Cléo", "Trois")]);

        Assert.Contains("Move 2 people to the trash?", await AskAsync(tenant, [new("ids", ids[0]), new("ids", ids[2]), new("act", "Trash")]));
        var operation = await StartAsync(tenant, [new("ids", ids[0]), new("ids", ids[2]), new("act", "Trash")]);
        Assert.Equal(2, (await EndedAsync(tenant, operation)).Done);
        Assert.Equal(["Bea Deux"], await tenant.WalkAsync("/admin/people"));

        using var undone = await tenant.Browser.SubmitAsync($"/admin/operations/{operation}", [], action: $"/admin/operations/{operation}?handler=Undo");
        await EndedAsync(tenant, Id(undone));
        Assert.Equal(["Bea Deux", "Cléo Trois", "Ada Un"], await tenant.WalkAsync("/admin/people"));
    }

    [Fact]
    public async Task Who_was_changed_since_stays_and_is_named_with_the_reason()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        var ids = await tenant.PeopleAsync([("Ada", "Un"), ("Bea", "Deux")]);
        var operation = await StartAsync(tenant, [new("all", "true"), new("act", "Stage"), new("value", "dormant")]);
        await EndedAsync(tenant, operation);
        await tenant.InAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            var item = (await content.GetAsync(ids[1], VersionOptions.Latest))!;
            item.Alter<PersonPart>(person => person.Notes = "Écrite après coup");
            await content.UpdateAsync(item);
            return true;
        });

        using var undone = await tenant.Browser.SubmitAsync($"/admin/operations/{operation}", [], action: $"/admin/operations/{operation}?handler=Undo");
        var undo = await EndedAsync(tenant, Id(undone));
        Assert.Equal((2, 1), (undo.Done, undo.Left));
        var page = await tenant.Browser.ReadAsync($"/admin/operations/{undo.Id}");
        Assert.Contains("Bea Deux", page);
        Assert.Contains("It was changed since.", page);
        Assert.Equal(1, await CountAsync(tenant, row => row.Stage == "dormant"));
    }

    [Fact]
    public async Task Stopped_it_keeps_what_was_done_and_goes_on_when_told()
    {
        await using var tenant = await ContactsTenant.StartAsync();
        await tenant.PeopleAsync([.. Enumerable.Range(0, 400).Select(i => ("Odile", "Roux"))]);
        var operation = "";
        await tenant.InAsync(async services =>
        {
            // Started and stopped in one unit of work: it is stopped before its first step, whatever the machine's pace.
            var operations = services.GetRequiredService<Operations>();
            services.GetRequiredService<ChangeContext>().Actor = await ActorAsync(services);
            operation = await operations.StartAsync("Contacts.ChangePeople", new() { ["act"] = "Stage", ["value"] = "client", ["upTo"] = long.MaxValue }, 400);
            return await operations.CancelAsync(operation);
        });
        Assert.Equal(OperationState.Cancelled, (await EndedAsync(tenant, operation)).State);
        Assert.Equal(0, await CountAsync(tenant, row => row.Stage == "client"));

        using var resumed = await tenant.Browser.SubmitAsync("/admin/operations", [], action: $"/admin/operations/{operation}?handler=Resume");
        Assert.Equal(operation, Id(resumed));
        Assert.Equal(OperationState.Done, (await EndedAsync(tenant, operation)).State);
        Assert.Equal(400, await CountAsync(tenant, row => row.Stage == "client"));
    }

    private static Task<string> ActorAsync(IServiceProvider services) => services.GetRequiredService<ISession>().QueryIndex<Kernel.Users.UserIndex>().Select(row => row.UserId).FirstAsync();

    private static async Task<string> AskAsync(ContactsTenant tenant, List<KeyValuePair<string, string>> form)
        => WebUtility.HtmlDecode(await tenant.Browser.ReadAsync("/admin/people/bulk?" + string.Join('&', form.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))));

    private static async Task<string> StartAsync(ContactsTenant tenant, List<KeyValuePair<string, string>> form)
    {
        using var answer = await tenant.Browser.SubmitAsync("/admin/people/bulk?all=true&act=Trash", form, action: "/admin/people/bulk");
        return Id(answer);
    }

    private static string Id(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/admin/operations/", answer.Headers.Location!.ToString());
        return answer.Headers.Location.ToString().Split('/')[^1];
    }

    private static async Task<OperationInfo> EndedAsync(ContactsTenant tenant, string operation)
    {
        await tenant.OperationsEndAsync();
        return await GetAsync(tenant, operation);
    }

    private static async Task<OperationInfo> GetAsync(ContactsTenant tenant, string operation)
        => (await tenant.InAsync(services => services.GetRequiredService<Operations>().GetAsync(operation)))!;

    private static Task<int> CountAsync(ContactsTenant tenant, System.Linq.Expressions.Expression<Func<PersonIndex, bool>> condition)
        => tenant.InAsync(services => services.GetRequiredService<ISession>().QueryIndex<PersonIndex>().CountAsync(condition));
}
