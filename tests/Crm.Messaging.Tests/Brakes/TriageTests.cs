using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Brakes;

/// <summary>The brake by its page, and the triage that releases it.</summary>
public sealed class TriageTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task Each_group_is_sent_rewritten_or_dropped_as_somebody_signed(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database, still: true);
        var page = await tenant.PullAsync("Mourning");
        Assert.Contains("Mourning", page);
        var people = new[] { await tenant.PersonAsync("One", "one@example.org"), await tenant.PersonAsync("Two", "two@example.org") };
        foreach (var person in people)
        {
            await tenant.PutAsync(person, "goes", MessageClass.Transactional);
            await tenant.PutAsync(person, "rewritten", MessageClass.Transactional);
            await tenant.PutAsync(person, "dropped", MessageClass.Transactional);
            await tenant.PutAsync(person, "late", MessageClass.Transactional, change: message => message with { ExpiresUtc = tenant.Now.AddHours(1) });
        }

        tenant.Host.Clock.Advance(TimeSpan.FromHours(2));
        await tenant.SendAsync();
        Assert.Empty(tenant.Post);
        var brake = (await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None))).Single().BrakeId;

        // What is too late is dropped unless somebody chooses otherwise; the rest has to be chosen.
        Assert.Contains("""name="Choices[2/1/late]" value="drop" checked""", await tenant.Admin.ReadAsync($"/admin/brake/{brake}"));
        Assert.Contains("Choose what becomes of “goes”", await AnswerAsync(tenant, brake, "Ask", ("2/1/late", "drop"), ("2/0/rewritten", "rewrite"), ("2/0/dropped", "drop")));
        Assert.Contains("Choose what becomes of “goes”", await AnswerAsync(tenant, brake, "Sign", ("2/0/rewritten", "rewrite"), ("2/0/dropped", "drop"), ("2/1/late", "drop"), ("2/0/goes", "burn")));
        var choices = new[] { ("2/0/goes", "send"), ("2/0/rewritten", "rewrite"), ("2/0/dropped", "drop"), ("2/1/late", "drop") };
        Assert.Contains("You send 2, have 2 rewritten and drop 4.", await AnswerAsync(tenant, brake, "Ask", choices));
        Assert.Empty(tenant.Post);
        await AnswerAsync(tenant, brake, "Sign", choices);
        await tenant.DoAsync(services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());
        await tenant.SendAsync();

        Assert.Equal(["Subject of goes", "Subject of goes"], tenant.Post.Select(line => line.Split(' ', 3)[2]));
        Assert.Equal(
            ["dropped Dropped decided admin", "goes Sent  250", $"late Dropped decided admin", $"rewritten Held rewrite {brake}"],
            (await tenant.MessagesAsync()).Select(row => $"{row.Action} {(MessageState)row.State} {row.Reason} {row.Detail}".Trim()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task New_words_for_one_are_new_words_for_all_that_have_the_same()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        await tenant.PullAsync("Mourning");
        foreach (var name in new[] { "One", "Two" })
        {
            await tenant.PutAsync(await tenant.PersonAsync(name, $"{name}@example.org"), "joy", MessageClass.Marketing, change: message => message with { DueUtc = tenant.Now.AddDays(1) });
        }

        var brake = (await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None))).Single().BrakeId;
        await AnswerAsync(tenant, brake, "Sign", ("0/0/joy", "rewrite"));
        await tenant.DoAsync(services => services.GetRequiredService<Kernel.Operations.Operations>().SettleAsync());
        var message = (await tenant.MessagesAsync())[0].MessageId;
        Assert.Contains("2 messages have these words", await tenant.Admin.ReadAsync($"/admin/messages/{message}"));
        using (await tenant.Admin.SubmitAsync($"/admin/messages/{message}", [new("Input.Subject", "Softly"), new("Input.Text", "With\nus")], $"/admin/messages/{message}?handler=Rewrite"))
        {
        }

        var rows = await tenant.MessagesAsync();
        Assert.All(rows, row => Assert.Equal(((int)MessageState.Waiting, ""), (row.State, row.Reason)));
        Assert.Single(rows.Select(row => row.TextId).Distinct());
        Assert.Contains("Softly", await tenant.Admin.ReadAsync($"/admin/messages/{rows[1].MessageId}"));
    }

    [Fact]
    public async Task Every_page_says_that_it_is_pulled_and_who_may_not_release_it_cannot()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        Assert.DoesNotContain("class=\"band", await tenant.Admin.ReadAsync("/admin/people"));
        await tenant.PullAsync("Mourning <b>in</b> France");
        Assert.Contains("Mourning &lt;b&gt;in&lt;/b&gt; France", await tenant.Admin.ReadAsync("/admin/people"));
        var brake = (await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None))).Single().BrakeId;

        var (agent, _) = await tenant.AsAsync("PullBrake");
        Assert.Contains("Mourning", await agent.ReadAsync("/admin/brake"));
        Assert.DoesNotContain("Triage and release", await agent.ReadAsync("/admin/brake"));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await agent.GetAsync($"/admin/brake/{brake}")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await agent.SubmitAsync("/admin/brake", [], $"/admin/brake/{brake}?handler=Sign")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await tenant.Admin.GetAsync("/admin/brake/no-such-brake")).StatusCode);
    }

    [Theory]
    [InlineData("country", "France", "two letters")]
    [InlineData("country", "QQ", "two letters")]
    [InlineData("channel", "pigeon", "There are: post")]
    [InlineData("topic", " ", "Say which one")]
    [InlineData("weather", "", "no such scope")]
    [InlineData("everything", "", "Give a reason", "")]
    [InlineData("everything", "", "The end lies in the past", "Fire", "2020-01-01T10:00")]
    public async Task A_brake_that_makes_no_sense_is_refused_with_a_sentence(string scope, string value, string sentence, string reason = "Fire", string until = "")
    {
        var tenant = await MessagingTenant.SharedAsync();
        using var answer = await tenant.Admin.SubmitAsync("/admin/brake", [new("Input.Scope", scope), new("Input.Value", value), new("Input.Reason", reason), new("Input.Until", until)]);

        Assert.Contains(sentence, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        Assert.Empty(await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None)));
    }

    private static async Task<string> AnswerAsync(MessagingTenant tenant, string brake, string handler, params (string Group, string Choice)[] choices)
    {
        using var answer = await tenant.Admin.SubmitAsync($"/admin/brake/{brake}", choices.Select(one => KeyValuePair.Create($"Choices[{one.Group}]", one.Choice)), $"/admin/brake/{brake}?handler={handler}");
        return System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
