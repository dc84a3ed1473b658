using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Settings;
using Crm.Messaging.Approvals;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Restraint;
using Crm.Messaging.Templates;
using Crm.Messaging.Tests.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Approvals;

/// <summary>What was written long ago is read again before it leaves.</summary>
public sealed partial class ApprovalTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Old_words_wait_and_leave_in_one_act_for_all_that_say_them(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await SetAsync(tenant, 10);
        var name = await tenant.SaveAsync(Mails.English("<p>The winter toys</p>", change: mail => mail.Class = MessageClass.Marketing));
        var people = new[] { await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("Two", "two@example.org"), await tenant.PersonAsync("Three", "three@example.org") };
        var own = await tenant.PutAsync(people[0], "own", MessageClass.Marketing, change: message => message with { DueUtc = tenant.Now.AddDays(11) });
        var number = await tenant.PutAsync(people[1], "number", MessageClass.Transactional, change: message => message with { DueUtc = tenant.Now.AddDays(11) });
        tenant.Host.Clock.Advance(TimeSpan.FromDays(11));
        var made = new List<string>();
        foreach (var person in people)
        {
            made.Add(await tenant.PutAsync(person, new TemplateUse(name), "toys"));
        }

        await tenant.SendAsync();
        var written = tenant.Now.AddDays(-11).ToString("yyyy-MM-dd", null);
        Assert.Equal("Sent  250", await tenant.StandsAsync(number));
        Assert.All([own, .. made], id => Assert.Equal($"Held old {written}", tenant.StandsAsync(id).GetAwaiter().GetResult()));
        Assert.Null((await tenant.MessagesAsync())[0].NextUtc);
        var page = WebUtility.HtmlDecode(await tenant.Admin.ReadAsync("/admin/approvals"));
        Assert.Contains("Approve “A letter”", page);
        Assert.Contains("Approve “Subject of own”", page);
        Assert.Contains("Approvals", await tenant.Admin.ReadAsync($"/admin/messages/{own}"));

        await ActAsync(tenant, "Approve", "A letter");
        await ActAsync(tenant, "Drop", "Subject of own");
        Assert.Contains("Nothing waits for approval", await tenant.Admin.ReadAsync("/admin/approvals"));
        await tenant.SendAsync();
        Assert.All(made, id => Assert.Equal("Sent  250", tenant.StandsAsync(id).GetAwaiter().GetResult()));
        Assert.Matches($"^Dropped old-dropped {written} [0-9]+ admin$", await tenant.StandsAsync(own));
        Assert.Contains("admin decided so.", await tenant.Admin.ReadAsync($"/admin/messages/{own}"));

        // It holds as long as fresh words would.
        tenant.Host.Clock.Advance(TimeSpan.FromDays(9));
        var soon = await tenant.PutAsync(people[0], new TemplateUse(name), "soon");
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(soon));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        var later = await tenant.PutAsync(people[0], new TemplateUse(name), "later");
        await tenant.SendAsync();
        Assert.StartsWith("Held old", await tenant.StandsAsync(later));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task What_was_dropped_is_put_back_while_it_is_not_too_late_and_nobody_decided_since(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await SetAsync(tenant, 10);
        var (one, two) = (await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("Two", "two@example.org"));
        var (lasting, shorter) = (await PutOldAsync(tenant, one, "same", 30), await PutOldAsync(tenant, two, "same", 14));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(11));
        await tenant.SendAsync();
        var held = await tenant.StandsAsync(lasting);
        await ActAsync(tenant, "Drop", "Subject of same");
        var first = await LastAsync(tenant);

        // Taken back before anything was done about it, and after.
        await UndoAsync(tenant, first);
        await tenant.SendAsync();
        Assert.Equal((held, held), (await tenant.StandsAsync(lasting), await tenant.StandsAsync(shorter)));
        await ActAsync(tenant, "Drop", "Subject of same");
        await tenant.SendAsync();
        Assert.StartsWith("Dropped old-dropped", await tenant.StandsAsync(lasting));
        var second = await LastAsync(tenant);
        tenant.Host.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Contains("Take back the dropping of “Subject of same”", WebUtility.HtmlDecode(await tenant.Admin.ReadAsync("/admin/approvals")));
        await UndoAsync(tenant, second);
        Assert.Contains("1 message stays dropped", await tenant.Admin.ReadAsync("/admin/approvals"));
        await tenant.SendAsync();
        Assert.Equal(held, await tenant.StandsAsync(lasting));
        Assert.StartsWith("Dropped old-dropped", await tenant.StandsAsync(shorter));
        await UndoAsync(tenant, second);
        Assert.Contains("It stands elsewhere by now", await tenant.Admin.ReadAsync("/admin/approvals"));

        await ActAsync(tenant, "Approve", "Subject of same");
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(lasting));
        Assert.Equal([("admin", "admin"), ("admin", "admin")], (await tenant.InAsync(services => services.GetRequiredService<ApprovalFigures>().SignedAsync(9, CancellationToken.None))).Where(signed => signed.Approval.IsDrop).Select(signed => (signed.Approval.ByName, signed.Approval.UndoneByName)));
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task An_approval_is_taken_back_for_what_has_not_left_and_what_is_too_late_is_dropped(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await SetAsync(tenant, 10);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var (night, late) = (await PutOldAsync(tenant, person, "night", 30), await PutOldAsync(tenant, person, "late", 12));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(11));
        await tenant.SendAsync();
        Assert.StartsWith("Held old", await tenant.StandsAsync(late));
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        await tenant.SendAsync();
        Assert.StartsWith("Held old", await tenant.StandsAsync(late)); // a person decides
        Assert.Contains("1 too late", await tenant.Admin.ReadAsync("/admin/approvals"));
        await ActAsync(tenant, "Approve", "Subject of late");
        await tenant.SendAsync();
        Assert.Equal("Dropped expired", await tenant.StandsAsync(late));

        // Pulled meanwhile, approved, and taken back before the brake is released.
        await tenant.PullAsync("Mourning");
        await ActAsync(tenant, "Approve", "Subject of night");
        await tenant.SendAsync();
        Assert.StartsWith("Held brake", await tenant.StandsAsync(night));
        var approval = (await tenant.InAsync(services => services.GetRequiredService<ApprovalFigures>().SignedAsync(1, CancellationToken.None)))[0].Approval;
        Assert.Equal("admin", approval.ByName);
        using (await tenant.Admin.SubmitAsync("/admin/approvals", [new("approval", $"{approval.Id}")], "/admin/approvals?handler=Undo"))
        {
        }

        Assert.Contains("taken back", await tenant.Admin.ReadAsync("/admin/approvals"));
        var brake = (await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None))).Single();
        await tenant.DoAsync(services => services.GetRequiredService<BrakeBoard>().ReleaseAsync(brake, CancellationToken.None));
        using (await tenant.Admin.SubmitAsync($"/admin/messages/{night}", [], $"/admin/messages/{night}?handler=Send"))
        {
        }

        await tenant.SendAsync();
        Assert.StartsWith("Held old", await tenant.StandsAsync(night));
        Assert.Empty(tenant.Post);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task In_a_triage_old_words_are_ticked_before_they_are_sent(string database)
    {
        await using var tenant = await MessagingTenant.AtNoonAsync(database);
        await SetAsync(tenant, 10);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var (old, fresh) = (await PutOldAsync(tenant, person, "old", 30), "");
        tenant.Host.Clock.Advance(TimeSpan.FromDays(9));
        await tenant.PullAsync("Mourning");
        await tenant.SendAsync();
        tenant.Host.Clock.Advance(TimeSpan.FromDays(2));
        fresh = await tenant.PutAsync(person, "fresh", MessageClass.Marketing);
        await tenant.SendAsync();
        var brake = (await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None))).Single().BrakeId;
        var page = await tenant.Admin.ReadAsync($"/admin/brake/{brake}");
        Assert.Single(Ticks().Matches(page));
        Assert.Contains("written before the event", page);

        KeyValuePair<string, string>[] choices = [new("Choices[0/0/old]", "send"), new("Choices[0/0/fresh]", "send")];
        foreach (var step in new[] { "Ask", "Sign" })
        {
            using var refused = await tenant.Admin.SubmitAsync($"/admin/brake/{brake}", choices, $"/admin/brake/{brake}?handler={step}");
            Assert.Contains("“old” was written before", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()));
        }

        using (var asked = await tenant.Admin.SubmitAsync($"/admin/brake/{brake}", [.. choices, new("Approved", "0/0/old")], $"/admin/brake/{brake}?handler=Ask"))
        {
            Assert.Contains("name=\"Approved\" value=\"0/0/old\"", await asked.Content.ReadAsStringAsync());
        }

        using (await tenant.Admin.SubmitAsync($"/admin/brake/{brake}", [.. choices, new("Approved", "0/0/old")], $"/admin/brake/{brake}?handler=Sign"))
        {
        }

        await tenant.DoAsync(services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());
        await tenant.SendAsync();
        Assert.Equal(("Sent  250", "Sent  250"), (await tenant.StandsAsync(old), await tenant.StandsAsync(fresh)));
        Assert.Equal("admin", Assert.Single(await tenant.InAsync(services => services.GetRequiredService<ApprovalFigures>().SignedAsync(9, CancellationToken.None))).Approval.ByName);
    }

    [Fact]
    public async Task Words_that_somebody_rewrites_are_of_today_and_who_may_not_manage_approves_nothing()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        await SetAsync(tenant, 10);
        var old = await PutOldAsync(tenant, await tenant.PersonAsync("One", "one@example.org"), "old", 30);
        await tenant.PullAsync("Mourning");
        await tenant.SendAsync();
        tenant.Host.Clock.Advance(TimeSpan.FromDays(11));
        var brake = (await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None))).Single().BrakeId;
        using (await tenant.Admin.SubmitAsync($"/admin/brake/{brake}", [new("Choices[0/0/old]", "rewrite")], $"/admin/brake/{brake}?handler=Sign"))
        {
        }

        await tenant.DoAsync(services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());
        using (await tenant.Admin.SubmitAsync($"/admin/messages/{old}", [new("Input.Subject", "Softly"), new("Input.Text", "With you")], $"/admin/messages/{old}?handler=Rewrite"))
        {
        }

        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(old));
        var (agent, _) = await tenant.AsAsync("PullBrake", "ViewMessages", "WriteMessages");
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/admin/approvals")).StatusCode);
    }

    [Fact]
    public async Task Without_days_nothing_is_asked_and_nonsense_is_refused()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        Assert.Contains("Nothing is ever asked about", await tenant.Admin.ReadAsync("/admin/approvals"));
        using (var refused = await tenant.Admin.SubmitAsync("/admin/settings/restraint", [new("ApprovalDays", "-1"), new("QuietFrom", "22:00"), new("QuietTo", "07:00")]))
        {
            Assert.Contains("From 0 to 3660 days", await refused.Content.ReadAsStringAsync());
        }

        var old = await PutOldAsync(tenant, await tenant.PersonAsync("One", "one@example.org"), "old", 500);
        tenant.Host.Clock.Advance(TimeSpan.FromDays(400));
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(old));
    }

    private static Task<string> PutOldAsync(MessagingTenant tenant, string person, string action, int life)
        => tenant.PutAsync(person, action, MessageClass.Marketing, change: message => message with { DueUtc = tenant.Now.AddDays(Math.Min(life - 1, 11)), ExpiresUtc = tenant.Now.AddDays(life) });

    private static async Task ActAsync(MessagingTenant tenant, string handler, string subject)
    {
        var text = (await tenant.InAsync(services => services.GetRequiredService<ApprovalFigures>().GroupsAsync(CancellationToken.None))).Single(group => group.Subject == subject).TextId;
        using var answer = await tenant.Admin.SubmitAsync("/admin/approvals", [new("text", $"{text}")], $"/admin/approvals?handler={handler}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<long> LastAsync(MessagingTenant tenant) => (await tenant.InAsync(services => services.GetRequiredService<ApprovalFigures>().SignedAsync(1, CancellationToken.None)))[0].Approval.Id;

    private static async Task UndoAsync(MessagingTenant tenant, long approval)
    {
        using var answer = await tenant.Admin.SubmitAsync("/admin/approvals", [new("approval", $"{approval}")], "/admin/approvals?handler=Undo");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task SetAsync(MessagingTenant tenant, int days) => tenant.DoAsync(async services =>
    {
        var site = await services.GetRequiredService<ISiteService>().LoadSiteSettingsAsync();
        site.Put(new RestraintSettings { Rules = [], ApprovalDays = days });
        await services.GetRequiredService<ISiteService>().UpdateSiteSettingsAsync(site);
    });

    [GeneratedRegex("name=\"Approved\"")]
    private static partial Regex Ticks();
}
