using System.Globalization;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Webhooks.Tests.Send;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Webhooks.Tests.Follow;

/// <summary>What happens to a record is told once, in words that another program understands.</summary>
public sealed class ChangesTests
{
    [Theory]
    [ClassData(typeof(OnEachDatabase))]
    public async Task A_life_of_a_record_is_told_and_signed(string database)
    {
        await using var tenant = await WebhooksTenant.StartAsync(database);
        await tenant.PersonAsync("Before", "Anything");
        var (_, secret) = await tenant.WebhookAsync();

        var id = await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        await tenant.ChangeAsync(id, person => person.Function = "Baker");
        await tenant.SendAsync();
        await RemoveAsync(tenant, id);
        await tenant.SendAsync();
        await tenant.DoAsync(async services =>
        {
            var content = services.GetRequiredService<IContentManager>();
            await content.RestoreAsync((await content.GetAllVersionsAsync(id))[0]);
        });
        await tenant.SendAsync();

        var told = tenant.Receiver.Taken();
        Assert.Equal(["person.created", "person.updated", "person.deleted", "person.restored"], told.Select(request => request.Type));
        Assert.All(told, request => Assert.Equal(id, (string?)request.Body["contentItemId"]));
        Assert.All(told, request => Assert.True(Receiving.IsSigned(secret, request.Id, request.Timestamp, request.Signature, request.Text, DateTimeOffset.FromUnixTimeSeconds(long.Parse(request.Timestamp, CultureInfo.InvariantCulture)))));
        Assert.Equal("Odile Martin", (string?)told[0].Body["displayText"]);
        Assert.Equal("Odile", (string?)told[0].Body["item"]!["PersonPart"]!["GivenName"]);
        Assert.Contains("PersonPart.Function", told[1].Body["changed"]!.AsArray().Select(field => (string)field!));
        Assert.Null(told[2].Body["item"]);
        Assert.Equal("Baker", (string?)told[3].Body["item"]!["PersonPart"]!["Function"]);
    }

    [Fact]
    public async Task A_merge_tells_who_left_into_whom()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var (stays, leaves) = (await tenant.PersonAsync("Odile", "Martin"), await tenant.PersonAsync("Odette", "Martin"));
        await tenant.SendAsync();
        await tenant.WebhookAsync();

        var chosen = new KeyValuePair<string, string>[] { new("Keep", stays), new("Gone", leaves) };
        using var answer = await tenant.Admin.SubmitAsync($"/admin/people/merge?keep={stays}&gone={leaves}", chosen, "/admin/people/merge?handler=Merge");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        await tenant.SendAsync();

        var merged = Assert.Single(tenant.Receiver.Taken(), request => request.Type == "person.merged");
        Assert.Equal((leaves, stays), ((string?)merged.Body["contentItemId"], (string?)merged.Body["mergedInto"]));
    }

    [Fact]
    public async Task Only_what_was_chosen_is_told_and_once_however_often_the_log_is_read()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        await tenant.WebhookAsync(events: ["updated"]);
        await tenant.WebhookAsync(types: ["Organisation"]);
        var id = await tenant.PersonAsync("Odile", "Martin");
        await tenant.ChangeAsync(id, person => person.Function = "Baker");
        await tenant.SendAsync();

        // The follower is set back to the beginning, as after a restore of its cursor alone.
        await tenant.DoAsync(async services =>
        {
            var db = await services.GetRequiredService<ISession>().GetConnectionAsync(write: true);
            db.Execute("UPDATE \"FollowerCursor\" SET \"Position\" = 0 WHERE \"Name\" = 'Crm.Webhooks'");
        });
        await tenant.PersonAsync("Somebody", "Else");
        await tenant.SendAsync();

        Assert.Equal("person.updated", Assert.Single(tenant.Receiver.Taken()).Type);
        Assert.Single(await tenant.DeliveriesAsync());
    }

    [Fact]
    public async Task What_happens_while_it_is_off_is_not_told()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var (id, _) = await tenant.WebhookAsync();
        await SwitchAsync(tenant, id, on: false);
        await tenant.PersonAsync("Odile", "Martin");
        await tenant.SendAsync();
        await SwitchAsync(tenant, id, on: true);
        await tenant.PersonAsync("Ada", "Roux");
        await tenant.SendAsync();

        Assert.Equal("Ada Roux", (string?)Assert.Single(tenant.Receiver.Taken()).Body["displayText"]);
    }

    [Fact]
    public async Task Saving_while_a_receiver_thinks_waits_for_nothing()
    {
        await using var tenant = await WebhooksTenant.StartAsync();
        var (arrived, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        tenant.Receiver.Answer = async (_, _) =>
        {
            arrived.TrySetResult();
            await go.Task;
        };
        await tenant.WebhookAsync();
        await tenant.PersonAsync("Odile", "Martin");
        var sending = tenant.SendAsync();
        await arrived.Task;

        await tenant.PersonAsync("Ada", "Roux");

        Assert.False(sending.IsCompleted);
        go.SetResult();
        await sending;
        await tenant.SendAsync();
        Assert.Equal(2, tenant.Receiver.Taken().Select(request => request.Id).Distinct().Count());
    }

    private static Task RemoveAsync(WebhooksTenant tenant, string id) => tenant.DoAsync(async services =>
    {
        var content = services.GetRequiredService<IContentManager>();
        await content.RemoveAsync((await content.GetAsync(id))!);
    });

    private static async Task SwitchAsync(WebhooksTenant tenant, string id, bool on)
    {
        using var answer = await tenant.Admin.SubmitAsync($"/admin/webhooks/{id}", [], $"/admin/webhooks/{id}?handler=Switch&on={(on ? "true" : "false")}");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
    }
}
