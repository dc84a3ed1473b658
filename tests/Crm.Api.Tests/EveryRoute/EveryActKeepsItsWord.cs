using System.Net;
using Crm.Kernel.Security;
using Crm.Testing;

namespace Crm.Api.Tests.EveryRoute;

/// <summary>Every method and every page handler of the route table, sent with a form or body as its page would send it. New endpoints come under it by themselves.</summary>
public sealed class EveryActKeepsItsWord(WholeTenant site) : IClassFixture<WholeTenant>
{
    [Fact]
    public async Task The_canary_in_hidden_fields_sings_in_no_answer_and_every_act_is_reached_or_says_why_not()
    {
        using var prober = await ProberAsync("whole", "limited");
        var (sung, broken, open, missed) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        var unreached = new HashSet<string>();
        // What only reads stands in nobody's way: one set of records serves all of it.
        var untouched = await site.FreshAsync(site.Ids[0]);
        foreach (var (route, act) in await ActsAsync(site.Tenant))
        {
            var answers = await prober.TryAsync(route, act, act.Writes ? await site.FreshAsync(site.Ids[0]) : untouched);
            sung.AddRange(answers.Where(answer => answer.Text.Contains(WholeTenant.Canary, StringComparison.OrdinalIgnoreCase)).Select(answer => answer.Request));
            broken.AddRange(answers.Where(answer => (int)answer.Status >= 500).Select(answer => $"{answer.Request} {(int)answer.Status}"));
            var (reached, listed) = (answers.Exists(answer => answer.IsDone), NotReached.Reasons.ContainsKey(act.On(route)));
            if (IsCritical(route, act))
            {
                open.AddRange(answers.Where(answer => answer.Status != HttpStatusCode.Forbidden && answer.Status != HttpStatusCode.NotFound).Select(answer => $"{answer.Request} {(int)answer.Status}"));
            }
            else if (!reached && !listed)
            {
                missed.Add($"{act.On(route)} ({string.Join(' ', answers.Select(answer => (int)answer.Status).Distinct())})");
            }
            else if (!reached)
            {
                unreached.Add(act.On(route));
            }
        }

        None(("The canary sang at", sung), ("Broken", broken), ("Open without the critical right", open), ("Not reached and not listed in NotReached", missed),
            ("Listed in NotReached, but reached or gone", [.. NotReached.Reasons.Keys.Except(unreached)]));
    }

    [Fact]
    public async Task Nothing_of_another_tenant_is_answered_or_changed_by_its_ids()
    {
        using var prober = await ProberAsync("other", "admin");
        var records = await site.FreshAsync(site.Ids[0]);
        var before = await site.CountRowsAsync(site.Tenant);
        var (opened, done) = (new List<string>(), new List<string>());
        foreach (var (route, act) in (await ActsAsync(site.Other)).Where(pair => !GateRule.Of(pair.Route.Endpoint).IsOpen))
        {
            var answers = await prober.TryAsync(route, act, records);
            opened.AddRange(answers.Where(answer => answer.Text.Contains(WholeTenant.Canary, StringComparison.OrdinalIgnoreCase) || answer.Text.Contains("Odile", StringComparison.Ordinal)).Select(answer => answer.Request));
            done.AddRange(answers.Where(answer => route.HasRecord && answer.IsDone && !IsItsOwn(answer, records)).Select(answer => $"{answer.Request} {(int)answer.Status}"));
        }

        None(("Opened", opened), ("Done", done));
        None(("Rows that came or went", Moved(before, await site.CountRowsAsync(site.Tenant))));
    }

    [Fact]
    public async Task A_cookie_or_token_of_another_tenant_does_nothing_by_any_method()
    {
        using var home = await site.Host.Browse("whole").SignInAsync();
        using var away = site.Host.Browse("other");
        foreach (var cookie in home.Cookies.GetAllCookies().Cast<Cookie>())
        {
            away.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", "127.0.0.1"));
        }

        using var program = site.Host.Browse("other").WithToken(await site.Host.AddTokenAsync(site.Tenant, "admin"));
        var (records, before, done) = (await site.FreshAsync(site.Ids[0]), await site.CountRowsAsync(site.Other), new List<string>());
        foreach (var (route, act) in (await ActsAsync(site.Other)).Where(pair => pair.Act.Writes && !GateRule.Of(pair.Route.Endpoint).IsOpen))
        {
            var path = route.Filled(records.Gift).TrimStart('/') + (act.Handler is null ? "" : "?handler=" + act.Handler);
            foreach (var browser in new[] { away, program })
            {
                using var answer = await browser.Http.SendAsync(new HttpRequestMessage(new HttpMethod(act.Method), path) { Content = new FormUrlEncodedContent([]) });
                if ((int)answer.StatusCode < 400 && !Answer.LeadsToSignIn(answer.Headers.Location?.ToString() ?? ""))
                {
                    done.Add($"{act.On(route)} {(int)answer.StatusCode}");
                }
            }
        }

        None(("Done", done));
        None(("Rows that came or went", Moved(before, await site.CountRowsAsync(site.Other))));
    }

    private static List<string> Moved(Dictionary<string, long> before, Dictionary<string, long> after) => [.. before.Keys.Union(after.Keys)
        .Where(table => before.GetValueOrDefault(table) != after.GetValueOrDefault(table)).Select(table => $"{table} {before.GetValueOrDefault(table)} → {after.GetValueOrDefault(table)}")];

    private async Task<Prober> ProberAsync(string tenant, string user)
    {
        var settings = tenant == "whole" ? site.Tenant : site.Other;
        return new Prober(await SignInAsync(), site.Host.Browse(tenant).WithToken(await site.Host.AddTokenAsync(settings, user)), SignInAsync);

        Task<TestBrowser> SignInAsync() => site.Host.Browse(tenant).SignInAsync(user);
    }

    private async Task<List<(Route Route, Act Act)>> ActsAsync(Kernel.Tenants.ShellSettings tenant)
        => [.. (await RouteTable.OfAsync(site.Host, tenant)).SelectMany(route => route.Acts.Select(act => (route, act))).DistinctBy(pair => pair.act.On(pair.route))];

    private bool IsCritical(Route route, Act act) => GateRule.Of(route.Endpoint).Rights.Concat(act.Rights).Any(site.Critical.Contains);

    // A number names a save in every tenant; it is the other's own that answers.
    private static bool IsItsOwn(Answer answer, Records records) => answer.Request.Contains("/" + records.Save, StringComparison.Ordinal);

    private static void None(params (string What, List<string> Faults)[] all)
        => Assert.True(all.All(one => one.Faults.Count == 0), string.Join(Environment.NewLine, all.Where(one => one.Faults.Count > 0).Select(one => $"{one.What}:{Environment.NewLine}{string.Join(Environment.NewLine, one.Faults.Distinct())}")));
}
