using System.Net;
using Crm.Kernel.Settings;
using Crm.Messaging.Contexts;
using Crm.Messaging.Messages;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Contexts;

/// <summary>What people go through, on their pages, in settings and by the API; who may not know it sees that a rule of the house holds.</summary>
public sealed class ContextPagesTests
{
    [Fact]
    public async Task It_is_noted_ended_withdrawn_and_taken_back_on_a_page()
    {
        await using var tenant = await MessagingTenant.SharedAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        var page = $"/admin/contacts/{person}/contexts";
        var wrong = await PostAsync(tenant.Admin, page, "", new("Input.Kind", "bereavement"), new("Input.SourceKind", "call"), new("Input.From", "2030-01-02"), new("Input.Until", "2030-01-01"), new("Input.Source", new string('x', 201)));
        Assert.Contains("The last day is not before the first", wrong);
        Assert.Contains("At most 200 characters", wrong);
        await PostAsync(tenant.Admin, page, "", new("Input.Kind", "bereavement"), new("Input.SourceKind", "call"), new("Input.Source", "Their <sister>"));
        var shown = await tenant.Admin.ReadAsync(page);
        Assert.Contains("Bereavement", shown);
        Assert.Contains("Their &lt;sister&gt;", shown);
        Assert.Contains("Bereavement", await tenant.Admin.ReadAsync($"/admin/contacts/{person}/panels/contexts"));

        var context = Assert.Single(await LogAsync(tenant, person)).ContextId;
        await PostAsync(tenant.Admin, page, "End", new("context", context), new("why", "They said so"));
        await PostAsync(tenant.Admin, page, "PutBack", [new("context", context)]);
        await PostAsync(tenant.Admin, page, "Withdraw", [new("context", context)]);
        Assert.Equal(["noted", "ended", "put-back", "withdrawn"], (await LogAsync(tenant, person)).Reverse().Select(row => row.Act));
        Assert.Contains("Nothing is noted.", await tenant.Admin.ReadAsync($"/admin/contacts/{person}/panels/contexts"));
        var other = await tenant.PersonAsync("Two");
        using var strange = await tenant.Admin.SubmitAsync(page, [new("context", context)], $"/admin/contacts/{other}/contexts?handler=PutBack");
        Assert.Equal(HttpStatusCode.NotFound, strange.StatusCode);
    }

    [Fact]
    public async Task Who_may_not_know_it_reads_that_a_rule_of_the_house_holds()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        await tenant.DoAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().OpenAsync(new NewContext(person, "bereavement"), CancellationToken.None));
        var (held, refused) = (await tenant.PutAsync(person, "a", MessageClass.Marketing), await tenant.PutAsync(person, "b", MessageClass.Marketing, "festive"));
        await tenant.SendAsync();
        Assert.Contains("They go through this: Bereavement", await tenant.Admin.ReadAsync($"/admin/messages/{held}"));
        Assert.Contains("It is not for somebody who goes through this: Bereavement", await tenant.Admin.ReadAsync($"/admin/messages/{refused}"));
        Assert.Contains("They go through this: Bereavement", await tenant.Admin.ReadAsync($"/admin/contacts/{person}/panels/messages"));
        Assert.Contains("They go through this: Bereavement. Letters to many wait", await tenant.Admin.ReadAsync($"/admin/people/{person}/write"));

        var (clerk, _) = await tenant.AsAsync("ViewContacts", "ViewMessages", "WriteMessages");
        using (clerk)
        {
            foreach (var (address, says) in new[] { ($"/admin/messages/{held}", "Held by a rule of the house."), ($"/admin/messages/{refused}", "Refused by a rule of the house."), ($"/admin/contacts/{person}/panels/messages", "Held by a rule of the house."), ($"/admin/people/{person}/write", "A rule of the house asks for care"), ("/admin/messages", "a rule of the house") })
            {
                var page = await clerk.ReadAsync(address);
                Assert.Contains(says, page);
                Assert.DoesNotContain("bereavement", page, StringComparison.OrdinalIgnoreCase);
            }

            foreach (var address in new[] { $"/admin/contacts/{person}/contexts", $"/admin/contacts/{person}/panels/contexts" })
            {
                using var answer = await clerk.GetAsync(address);
                Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
            }
        }

        var (reader, _) = await tenant.AsAsync("ViewContacts", "ViewMessages", "ViewContexts");
        using (reader)
        {
            Assert.DoesNotContain("note-context", await reader.ReadAsync($"/admin/contacts/{person}/contexts"));
            using var answer = await reader.SubmitAsync($"/admin/contacts/{person}/contexts", [new("Input.Kind", "bereavement"), new("Input.SourceKind", "call")]);
            Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
            Assert.Single(await LogAsync(tenant, person));
            reader.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
            reader.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
            Assert.Contains("Voici ce qui est traversé\u00a0: Deuil.", WebUtility.HtmlDecode(await reader.ReadAsync($"/admin/messages/{held}")));
        }
    }

    [Fact]
    public async Task A_letter_by_hand_goes_after_a_warning_and_not_where_the_rule_refuses()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        var page = $"/admin/people/{person}/write";
        KeyValuePair<string, string>[] letter = [new("Input.Key", "k1"), new("Input.Channel", "post"), new("Input.Subject", "We think of you"), new("Input.Text", "Dear Ada")];
        var context = await tenant.InAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().OpenAsync(new NewContext(person, "bereavement"), CancellationToken.None));

        // Noted while it was written: the page says so first.
        Assert.Contains("was noted while you wrote", await PostAsync(tenant.Admin, page, "", [.. letter, new("Input.Told", "")]));
        Assert.Empty(await tenant.MessagesAsync());
        await PostAsync(tenant.Admin, page, "", [.. letter, new("Input.Told", context)]);
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(Assert.Single(await tenant.MessagesAsync()).MessageId));

        await PostAsync(tenant.Admin, "/admin/settings/contexts?context=bereavement", null, [new("context", "bereavement"), new("Input.Titles[0].Language", "en"), new("Input.Titles[0].Title", "Bereavement"), new("Input.Otherwise", "Refuse")]);
        Assert.Contains("Nobody is written to who goes through this: Bereavement.", await tenant.Admin.ReadAsync(page));
        Assert.Contains("Nobody is written to", await PostAsync(tenant.Admin, page, "", [.. letter, new("Input.Told", context)]));
    }

    [Fact]
    public async Task Kinds_and_their_rules_are_changed_in_settings_and_what_waited_is_asked_again()
    {
        await using var tenant = await MessagingTenant.AtNoonAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        const string page = "/admin/settings/contexts";
        var wrong = await PostAsync(tenant.Admin, page, "", [new("Input.Key", "Wedding!"), new("Input.Days", "-1"), new("Input.Titles[0].Language", "en"), new("Input.Rules[0].Tone", "sober"), new("Input.Rules[1].Tone", "Sober")]);
        Assert.Contains("Give it a name of lower-case letters", wrong);
        Assert.Contains("From 0 to 3660 days", wrong);
        Assert.Contains("Say what people here call it", wrong);
        Assert.Contains("This tone stands above already", wrong);
        await PostAsync(tenant.Admin, page, "", [new("Input.Key", "wedding"), new("Input.Days", "7"), new("Input.Titles[0].Language", "en"), new("Input.Titles[0].Title", "A wedding"), new("Input.Rules[0].Tone", "sober"), new("Input.Rules[0].Verdict", "Hold"), new("Input.Otherwise", "Pass")]);
        Assert.Contains("A wedding", await tenant.Admin.ReadAsync(page));

        await tenant.DoAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().OpenAsync(new NewContext(person, "wedding"), CancellationToken.None));
        var held = await tenant.PutAsync(person, "a", MessageClass.Marketing, "sober");
        await tenant.SendAsync();
        Assert.Equal("Held context wedding", await tenant.StandsAsync(held));
        Assert.Contains("1 message waits for something to be over", await tenant.Admin.ReadAsync(page));
        await PostAsync(tenant.Admin, page, "Remove", [new("key", "wedding")]);
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(held));
        await PostAsync(tenant.Admin, page, "BringBack", [new("key", "wedding")]);
        var kind = (await tenant.InAsync(async services => (await services.GetRequiredService<ISiteService>().GetSiteSettingsAsync()).As<ContextSettings>())).Kinds.Single(one => one.Key == "wedding");
        Assert.Equal((7, null, ContextVerdict.Hold), (kind.Days, kind.RemovedUtc, kind.InTone("SOBER")));
    }

    [Fact]
    public async Task The_api_lists_notes_ends_withdraws_and_puts_back_once_each()
    {
        await using var tenant = await MessagingTenant.SharedAsync();
        var person = await tenant.PersonAsync("One", "one@example.org");
        using var api = tenant.Host.Browse(tenant.Settings.Name).WithToken(await tenant.Host.AddTokenAsync(tenant.Settings, "admin"));
        var (status, body) = await api.PostJsonAsync("/api/contexts", new { subjectId = "nobody", kind = "joy", sourceKind = "rumour", until = "2000-01-01T00:00:00Z", note = new string('x', 501) });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(["kind", "note", "sourceKind", "subjectId", "until"], body!["errors"]!.AsObject().Select(one => one.Key).Order());

        var draft = new { subjectId = person, kind = "complaint", sourceKind = "complaint", source = "A broken doll", reference = "complaint:9" };
        var (_, first) = await api.PostJsonAsync("/api/contexts", draft);
        var (created, second) = await api.PostJsonAsync("/api/contexts", draft);
        var context = (string)first!["contextId"]!;
        Assert.Equal((HttpStatusCode.Created, context), (created, (string)second!["contextId"]!));
        foreach (var (act, isChanged) in new[] { ("end", true), ("end", false), ("put-back", true), ("withdraw", true), ("withdraw", false), ("put-back", true) })
        {
            Assert.Equal(isChanged, (bool)(await api.PostJsonAsync($"/api/contexts/{context}/{act}", new { why = "They said so" })).Body!["isChanged"]!);
        }

        var listed = await api.ReadAsync($"/api/contexts?subject={person}");
        Assert.Contains("\"title\":\"Open complaint\"", listed);
        Assert.Contains("\"holds\":true", listed);
        Assert.Equal(HttpStatusCode.NotFound, (await api.PostJsonAsync("/api/contexts/none/end", new { })).Status);
    }

    private static async Task<string> PostAsync(TestBrowser browser, string page, string? handler, params KeyValuePair<string, string>[] form)
    {
        using var answer = await browser.SubmitAsync(page, form, string.IsNullOrEmpty(handler) ? page : $"{page}?handler={handler}");
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static Task<IReadOnlyList<ContextEntry>> LogAsync(MessagingTenant tenant, string subject) => tenant.InAsync(services => services.GetRequiredService<Messaging.Contexts.Contexts>().LogAsync([subject], CancellationToken.None));
}
