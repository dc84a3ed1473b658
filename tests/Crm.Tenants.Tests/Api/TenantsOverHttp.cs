using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Crm.Kernel.Tenants;
using Crm.Testing;

namespace Crm.Tenants.Tests.Api;

public sealed class TenantsOverHttp
{
    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_tenant_is_created_set_up_stopped_started_and_removed_and_brought_back(string provider)
    {
        await using var house = await House.OpenAsync();
        var name = "acme" + Guid.NewGuid().ToString("n")[..6];
        var draft = new JsonObject
        {
            ["Name"] = name, ["RequestUrlPrefix"] = "acme", ["DatabaseProvider"] = provider,
            ["ConnectionString"] = provider == "Postgres" ? await Postgres.SharedAsync() : null, ["RecipeName"] = "blank", ["Description"] = null,
        };

        using var created = await house.PostAsync("api/tenants/create", draft);
        Assert.Equal(HttpStatusCode.OK, created.StatusCode);
        Assert.Contains("/acme/setup?token=", await created.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var again = await house.PostAsync("api/tenants/create", draft);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);

        using var setup = await house.PostAsync("api/tenants/setup", new JsonObject
        {
            ["Name"] = name, ["SiteName"] = "Acme", ["UserName"] = "boss", ["Email"] = "boss@example.org", ["Password"] = TestHost.AdminPassword, ["SiteTimeZone"] = "Europe/Paris",
        });
        Assert.True(setup.IsSuccessStatusCode, await setup.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, await house.StatusAsync("acme/login"));

        using var tooEarly = await house.PostAsync($"api/tenants/remove/{name}");
        Assert.Equal(HttpStatusCode.Conflict, tooEarly.StatusCode);
        Assert.Equal("application/problem+json", tooEarly.Content.Headers.ContentType!.MediaType);

        await house.OkAsync($"api/tenants/disable/{name}");
        Assert.Equal(HttpStatusCode.NotFound, await house.StatusAsync("acme/login"));
        await house.OkAsync($"api/tenants/enable/{name}");
        Assert.Equal(HttpStatusCode.OK, await house.StatusAsync("acme/login"));

        await house.OkAsync($"api/tenants/disable/{name}");
        await house.OkAsync($"api/tenants/remove/{name}");
        Assert.Null(house.Host.Shells.TryGetSettings(name));
        Assert.False(Directory.Exists(Path.Combine(house.Host.Data, "Sites", name)));

        var trash = Assert.Single(Directory.GetDirectories(Path.Combine(house.Host.Data, "trash")));
        using var back = await house.Browser.SubmitAsync("/admin/tenants", [], $"/admin/tenants?handler=Restore&id={Path.GetFileName(trash)}");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        await house.OkAsync($"api/tenants/enable/{name}");
        Assert.Equal(HttpStatusCode.OK, await house.StatusAsync("acme/login"));
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Name", "../evil")]
    [InlineData("Name", "a b")]
    [InlineData("Name", "default")]
    [InlineData("RequestUrlPrefix", "../etc")]
    [InlineData("RequestUrlPrefix", "a/b")]
    [InlineData("RequestUrlPrefix", "admin")]
    [InlineData("RequestUrlPrefix", "API")]
    [InlineData("RequestUrlPrefix", "crm.users")]
    [InlineData("RequestUrlPrefix", "taken")]
    [InlineData("RequestUrlPrefix", "")]
    [InlineData("RequestUrlHost", "not a host!")]
    [InlineData("RequestUrlHost", "http://shop.example.org")]
    [InlineData("DatabaseProvider", "Oracle")]
    [InlineData("FeatureProfiles", "missing")]
    public async Task A_wrong_field_is_refused_with_a_sentence(string field, string value)
    {
        await using var house = await House.OpenAsync();
        await house.Host.Shells.UpdateShellSettingsAsync(new ShellSettings { Name = "Taken", RequestUrlPrefix = "taken" });
        var draft = new JsonObject { ["Name"] = "fine", ["RequestUrlPrefix"] = "fine" };
        draft[field] = field == "FeatureProfiles" ? new JsonArray(value) : value;

        using var answer = await house.PostAsync("api/tenants/create", draft);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        Assert.NotEmpty(problem["errors"]![field]!.AsArray()[0]!.ToString());
        Assert.Null(house.Host.Shells.TryGetSettings("fine"));
    }

    [Fact]
    public async Task Without_the_right_nobody_manages_tenants()
    {
        await using var house = await House.OpenAsync();
        using var stranger = house.Host.Browse();
        using var answer = await stranger.Http.PostAsJsonAsync("api/tenants/create", new { Name = "x", RequestUrlPrefix = "x" });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task The_default_tenant_is_neither_stopped_nor_removed()
    {
        await using var house = await House.OpenAsync();
        using var stop = await house.PostAsync("api/tenants/disable/Default");
        using var remove = await house.PostAsync("api/tenants/remove/Default");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (stop.StatusCode, remove.StatusCode));
    }
}
