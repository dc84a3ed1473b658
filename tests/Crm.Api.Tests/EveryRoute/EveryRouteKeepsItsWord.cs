using System.Net;
using Crm.Kernel.Security;
using Crm.Testing;

namespace Crm.Api.Tests.EveryRoute;

public sealed class EveryRouteKeepsItsWord(WholeTenant site) : IClassFixture<WholeTenant>
{
    private static readonly string[] s_questions = ["", "?type=Person&take=50", "?type=Gift&draft=true", "?contentType=Person", "?sort=email", "?q=odile", "?q=kanarien", "?type=Riddle&sort=title"];

    [Fact]
    public async Task Every_endpoint_names_its_right_or_says_why_it_is_open()
    {
        var silent = (await RouteTable.OfAsync(site.Host, site.Tenant)).Where(route => !GateRule.Of(route.Endpoint).IsNamed).Select(route => $"{string.Join(',', route.Methods)} {route.Pattern}").Distinct();
        Assert.Empty(silent);
    }

    [Fact]
    public async Task No_endpoint_is_open_and_asks_for_a_right_at_once()
    {
        var both = (await RouteTable.OfAsync(site.Host, site.Tenant))
            .Where(route => route.Endpoint.Metadata.GetMetadata<OpenAttribute>() is not null && route.Endpoint.Metadata.GetMetadata<RightAttribute>() is not null).Select(route => route.Pattern);
        Assert.Empty(both);
    }

    [Fact]
    public async Task The_reference_of_the_API_tells_every_act_in_its_readers_language()
    {
        using var browser = await site.Host.Browse("whole").SignInAsync();
        browser.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        var acts = (await browser.ReadJsonAsync("/api/openapi/v1.json"))["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(act => (Name: $"{act.Key} {path.Key}", Summary: act.Value!["summary"]?.ToString() ?? ""))).ToList();
        var page = WebUtility.HtmlDecode(await browser.ReadAsync("/admin/api"));

        Assert.True(acts.Count > 80, $"Only {acts.Count} acts are told.");
        Assert.Empty(acts.Where(act => act.Summary.Length == 0 || page.Contains($"<span>{act.Summary}</span>", StringComparison.Ordinal)).Select(act => act.Name));
        Assert.Contains("<span>Fusionne deux fiches, ou en montre l’aperçu</span>", page);
    }

    [Fact]
    public async Task The_canary_in_hidden_fields_sings_nowhere()
    {
        using var browser = await site.Host.Browse("whole").SignInAsync("limited");
        using var program = site.Host.Browse("whole").WithToken(await site.Host.AddTokenAsync(site.Tenant, "limited"));
        var (heard, broken, asked) = (new List<string>(), new List<string>(), 0);
        foreach (var route in (await RouteTable.OfAsync(site.Host, site.Tenant)).Where(route => route.AnswersGet))
        {
            foreach (var address in (route.HasParameter ? site.Ids : ["x"]).Select(route.Filled))
            {
                // An address that is no record's is none whatever is asked of it.
                for (var (question, isThere) = (0, true); question < s_questions.Length && isThere; question++)
                {
                    isThere = await AskAsync(address + s_questions[question]) != HttpStatusCode.NotFound;
                }
            }
        }

        async Task<HttpStatusCode> AskAsync(string path)
        {
            asked++;
            using var response = await (path.StartsWith("/api/", StringComparison.Ordinal) ? program : browser).GetAsync(path);
            if ((await response.Content.ReadAsStringAsync()).Contains(WholeTenant.Canary, StringComparison.OrdinalIgnoreCase))
            {
                heard.Add(path);
            }

            if ((int)response.StatusCode >= 500)
            {
                broken.Add(path);
            }

            return response.StatusCode;
        }

        Assert.True(heard.Count == 0, "The canary sang at: " + string.Join(" ", heard));
        Assert.True(broken.Count == 0, "Broken: " + string.Join(" ", broken));
        Assert.True(asked > 100, $"Only {asked} addresses were asked.");
    }

    [Fact]
    public async Task The_administrator_hears_the_canary_so_the_cage_is_not_empty()
    {
        using var program = site.Host.Browse("whole").WithToken(await site.Host.AddTokenAsync(site.Tenant, "admin"));
        Assert.Contains(WholeTenant.Canary, await program.ReadAsync("/api/content?type=Gift"));
    }

    [Fact]
    public async Task No_address_opens_what_belongs_to_another_tenant()
    {
        using var theirs = await site.Host.Browse("other").SignInAsync();
        var opened = new List<string>();
        foreach (var route in (await RouteTable.OfAsync(site.Host, site.Other)).Where(route => route is { AnswersGet: true, HasParameter: true } && !GateRule.Of(route.Endpoint).IsOpen))
        {
            foreach (var path in site.Ids.Select(route.Filled))
            {
                using var response = await theirs.GetAsync(path);
                var body = await response.Content.ReadAsStringAsync();
                if (body.Contains(WholeTenant.Canary, StringComparison.OrdinalIgnoreCase) || body.Contains("Odile", StringComparison.Ordinal))
                {
                    opened.Add(path);
                }
            }
        }

        Assert.Empty(opened);
    }

    [Fact]
    public async Task A_cookie_or_token_of_another_tenant_is_a_stranger_at_every_address()
    {
        using var home = await site.Host.Browse("whole").SignInAsync();
        using var away = site.Host.Browse("other");
        foreach (var cookie in home.Cookies.GetAllCookies().Cast<Cookie>())
        {
            away.Cookies.Add(new Cookie(cookie.Name, cookie.Value, "/", "127.0.0.1"));
        }

        using var program = site.Host.Browse("other").WithToken(await site.Host.AddTokenAsync(site.Tenant, "admin"));
        var opened = new List<string>();
        foreach (var route in (await RouteTable.OfAsync(site.Host, site.Other)).Where(route => route.AnswersGet && !GateRule.Of(route.Endpoint).IsOpen))
        {
            var path = route.Filled(site.Ids[0]);
            using var withCookie = await away.GetAsync(path);
            using var withToken = await program.GetAsync(path);
            if (withCookie.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound) || withToken.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.NotFound))
            {
                opened.Add($"{path} {(int)withCookie.StatusCode} {(int)withToken.StatusCode}");
            }
        }

        Assert.Empty(opened);
    }
}
