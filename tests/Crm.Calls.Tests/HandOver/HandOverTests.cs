using System.Net;
using Crm.Activities.Tasks;
using Crm.Calls.HandOver;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Data.Stores;
using Crm.Kernel.Users;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using Crm.Testing;
using LinqToDB;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Calls.Tests.HandOver;

/// <summary>A message by telephone becomes a task, and one message becomes one task.</summary>
public sealed class HandOverTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_call_that_a_program_puts_becomes_a_task_of_its_account(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var person = await tenant.PersonAsync("Roux");
        using var program = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var (status, put) = await program.PostJsonAsync("/api/messages", new { action = "news", personId = person, channel = "call", @class = "personal", topic = "Jouets", subject = "How are you?", text = "Ask for news.\n\nThank her." });
        Assert.Equal(HttpStatusCode.Accepted, status);
        var message = put!["messageId"]!.ToString();
        await tenant.SendAsync();
        await tenant.SendAsync();

        var item = Assert.Single(await tenant.TasksAsync());
        var task = item.As<TaskPart>()!;
        Assert.Equal((message, "Call Ada Roux: How are you?", "Ask for news.\n\nThank her."), (item.ContentItemId, task.Subject, task.Notes));
        Assert.Equal((tenant.Today, new TimeOnly(18, 0), "Europe/Paris", person), (task.DueDay, task.DueTime, task.TimeZone, task.AboutId));
        Assert.Equal((await tenant.MessagesAsync())[0].By, item.Owner);
        Assert.Equal("Sent", await tenant.StandsAsync(message));
        Assert.Empty(await tenant.TimelineAsync(person)); // nobody was rung yet
        Assert.Contains($"/admin/tasks/{message}\"", await tenant.Admin.ReadAsync($"/admin/messages/{message}"));
        var (reader, _, _) = await tenant.AsAsync("ViewMessages", "ViewContacts");
        Assert.DoesNotContain($"/admin/tasks/{message}", await reader.ReadAsync($"/admin/messages/{message}"));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_sender_that_is_killed_before_or_after_the_task_makes_neither_two_nor_an_uncertain_one(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        string[] messages = [await tenant.PutAsync(await tenant.PersonAsync("Before")), await tenant.PutAsync(await tenant.PersonAsync("After")), await tenant.PutAsync(await tenant.PersonAsync("Untouched"))];
        await LeaveDeadAsync(tenant, begun: messages[..2]);
        await tenant.DoAsync(services => services.GetRequiredService<MakeCall>().MakeAsync(LetterOf(messages[1]), CancellationToken.None));
        await tenant.SendAsync();

        Assert.Equal(messages.Order(StringComparer.Ordinal), (await tenant.TasksAsync()).Select(item => item.ContentItemId));
        foreach (var message in messages)
        {
            Assert.Equal("Sent", await tenant.StandsAsync(message));
        }

        Assert.All(await tenant.MessagesAsync(), row => Assert.NotNull(row.BegunUtc)); // each counts for restraint
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Handed_over_again_while_the_first_try_goes_on_it_is_one_task_also_from_the_trash(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var message = ContentId.New();
        var tries = Enumerable.Range(0, 4).Select(_ => Record.ExceptionAsync(() => tenant.DoAsync(services => services.GetRequiredService<MakeCall>().MakeAsync(LetterOf(message), CancellationToken.None))).AsTask());
        Assert.Contains(null, await Task.WhenAll(tries));
        await tenant.DoAsync(async services => await services.GetRequiredService<IContentManager>().RemoveAsync((await services.GetRequiredService<IContentManager>().GetAsync(message, VersionOptions.Latest))!));
        await tenant.DoAsync(services => services.GetRequiredService<MakeCall>().MakeAsync(LetterOf(message), CancellationToken.None));

        Assert.Empty(await tenant.TasksAsync());
        Assert.True(await tenant.InAsync(services => services.GetRequiredService<MakeCall>().IsMadeAsync(message, CancellationToken.None)));
    }

    [Fact]
    public async Task A_fault_after_it_was_begun_leaves_it_to_be_tried_again()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var (_, id, address) = await tenant.AsAsync();
        await SpeakAsync(tenant, id, "no language at all");
        var message = await tenant.CallAsync(await tenant.PersonAsync("Roux"), change: put => put with { Words = put.Words with { SenderAddress = address } });
        Assert.StartsWith("Waiting later", await tenant.StandsAsync(message));
        Assert.Empty(await tenant.TasksAsync());

        await SpeakAsync(tenant, id, "en");
        tenant.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        await tenant.SendAsync();
        Assert.Equal("Sent", await tenant.StandsAsync(message));
        Assert.Single(await tenant.TasksAsync());
    }

    [Fact]
    public async Task It_is_given_to_who_writes_else_to_who_decided_else_to_who_looks_after_the_person_else_to_nobody()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var ((_, writer, address), (_, keeper, _)) = (await tenant.AsAsync(), await tenant.AsAsync());
        var person = await tenant.PersonAsync("Kept", owner: keeper);
        var written = await tenant.CallAsync(person, "written", message => message with { Words = message.Words with { SenderAddress = address } });
        var kept = await tenant.CallAsync(person, "kept");
        var nobody = await tenant.CallAsync(await tenant.PersonAsync("Free", owner: "gone"), "free");
        var owners = (await tenant.TasksAsync()).ToDictionary(item => item.ContentItemId, item => item.Owner);
        Assert.Equal((writer, keeper, ""), (owners[written], owners[kept], owners[nobody]));
    }

    [Fact]
    public async Task Who_has_no_telephone_is_excluded_and_a_fax_is_none()
    {
        await using var tenant = await CallsTenant.StartAsync();
        Assert.Equal("Excluded no-address", await tenant.StandsAsync(await tenant.CallAsync(await tenant.PersonAsync("Mute", number: null))));
        Assert.Equal("Excluded no-address", await tenant.StandsAsync(await tenant.CallAsync(await tenant.PersonAsync("Fax", kind: "fax"))));
        Assert.Empty(await tenant.TasksAsync());
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_call_to_many_has_no_way_out_in_its_words_and_respects_what_people_want(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        var (one, left) = (await tenant.PersonAsync("One"), await tenant.PersonAsync("Left", "+33140205051"));
        using (await tenant.Admin.SubmitAsync($"/admin/people/{left}/preferences", [], $"/admin/people/{left}/preferences?handler=Stop"))
        {
        }

        var (call, not) = (await tenant.PutAsync(one, kind: MessageClass.Marketing), await tenant.PutAsync(left, kind: MessageClass.Marketing));
        await tenant.SendAsync();
        Assert.Equal(("Sent", "Excluded left"), (await tenant.StandsAsync(call), await tenant.StandsAsync(not))); // though the site has no public address
        Assert.Equal("Ask for news.", (await tenant.TaskAsync(call)).Notes);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_call_counts_and_holds_the_mail_that_comes_after_it(string database)
    {
        await using var tenant = await CallsTenant.StartAsync(database);
        await tenant.SiteAsync(site =>
        {
            site.BaseUrl = "https://crm.example.org";
            site.Properties["RestraintSettings"] = new System.Text.Json.Nodes.JsonObject { ["Rules"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["Name"] = "once", ["Days"] = 7, ["Most"] = 1 }) };
        });
        var person = await tenant.PersonAsync("Calm", address: "ada@example.org");
        await tenant.CallAsync(person);
        var mail = await tenant.PutAsync(person, "mail", MessageClass.Marketing, "email");
        await tenant.SendAsync();
        Assert.Equal("Held restraint once", await tenant.StandsAsync(mail));
    }

    [Fact]
    public async Task The_brake_on_calls_holds_calls_and_no_mails()
    {
        await using var tenant = await CallsTenant.StartAsync();
        using (var pulled = await tenant.Admin.SubmitAsync("/admin/brake", [new("Input.Scope", "channel"), new("Input.Value", "call"), new("Input.Reason", "The line is down")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, pulled.StatusCode);
        }

        var person = await tenant.PersonAsync("Calm", address: "ada@example.org");
        var (call, mail) = (await tenant.PutAsync(person), await tenant.PutAsync(person, "mail", channel: "email"));
        await tenant.SendAsync();
        Assert.StartsWith("Held brake", await tenant.StandsAsync(call));
        Assert.Equal("Sent", await tenant.StandsAsync(mail));
        Assert.Empty(await tenant.TasksAsync());
    }

    [Fact]
    public async Task Who_writes_to_somebody_chooses_mail_or_telephone_and_mail_comes_first()
    {
        await using var tenant = await CallsTenant.StartAsync();
        var person = await tenant.PersonAsync("Both", address: "ada@example.org");
        var page = await tenant.Admin.ReadAsync($"/admin/people/{person}/write");
        Assert.True(page.IndexOf("value=\"email\"", StringComparison.Ordinal) < page.IndexOf("value=\"call\"", StringComparison.Ordinal));
        using (var answer = await tenant.Admin.SubmitAsync($"/admin/people/{person}/write", [new("Input.Key", "k"), new("Input.Channel", "call"), new("Input.Subject", "News"), new("Input.Text", "Ask for news.")]))
        {
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }

        await tenant.SendAsync();
        Assert.Equal("Call Ada Both: News", Assert.Single(await tenant.TasksAsync()).DisplayText);
    }

    private static Task SpeakAsync(CallsTenant tenant, string userId, string language) => tenant.DoAsync(async services =>
    {
        var users = services.GetRequiredService<UserManager<User>>();
        var user = (await users.FindByIdAsync(userId))!;
        user.SetProfile("Somebody", language);
        Assert.True((await users.UpdateAsync(user)).Succeeded);
    });

    private static Letter LetterOf(string message) => new(message, "", DateTime.UnixEpoch, CallsTenant.Number, "Ada", new LetterSender("", ""), "Subject", "", "Text", "");

    private static Task LeaveDeadAsync(CallsTenant tenant, string[] begun) => tenant.DoAsync(async services =>
    {
        var dead = LockOwner.New().Split('/') is [var machine, _, var part] ? $"{machine}/{int.MaxValue}/{part}" : "";
        var rows = (await services.GetRequiredService<ISession>().GetConnectionAsync(write: true)).GetTable<Message>();
        await rows.Set(row => row.ClaimedBy, dead).Set(row => row.ClaimedUntilUtc, tenant.Now.AddMinutes(5)).UpdateAsync();
        await rows.Where(row => begun.Contains(row.MessageId)).Set(row => row.BegunUtc, tenant.Now).UpdateAsync();
    });
}
