using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Testing;

namespace Crm.Api.Tests.Items;

public sealed class ContentOverHttp(OneTenant site) : IClassFixture<OneTenant>
{
    [Fact]
    public async Task An_item_is_made_read_merged_and_removed_at_Orchards_addresses()
    {
        using var program = await site.ProgramAsync();
        var (status, made, _) = await program.SendAsync("/api/content", Json.Gift("Sled"));
        Assert.Equal(HttpStatusCode.Created, status);
        var id = made!["ContentItemId"]!.ToString();
        Assert.Equal("Sled", (await program.TakeAsync($"/api/content/{id}")).Body!["DisplayText"]!.ToString());

        var (merged, after, _) = await program.SendAsync("/api/content", $$"""{ "ContentItemId": "{{id}}", "Gift": { "Secret": { "Text": "under the bed" } } }""");
        Assert.Equal(HttpStatusCode.OK, merged);
        Assert.Equal(5, after!["Gift"]!["Price"]!["Value"]!.GetValue<decimal>());

        using var removed = await program.Http.DeleteAsync(new Uri(site.Host.Address, $"/api/content/{id}"));
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await program.TakeAsync($"/api/content/{id}")).Status);
    }

    [Fact]
    public async Task A_draft_is_not_published_until_it_is_posted_without_draft()
    {
        using var program = await site.ProgramAsync();
        var id = (await program.SendAsync("/api/content?draft=true", Json.Gift("Kite"))).Body!["ContentItemId"]!.ToString();
        Assert.Equal(HttpStatusCode.NotFound, (await program.TakeAsync($"/api/content/{id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await program.TakeAsync($"/api/content/{id}?draft=true")).Status);
        await program.SendAsync("/api/content", Json.Gift("Kite", id));
        Assert.Equal(HttpStatusCode.OK, (await program.TakeAsync($"/api/content/{id}")).Status);
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_changed_meanwhile_is_refused()
    {
        using var program = await site.ProgramAsync();
        var id = (await program.SendAsync("/api/content", Json.Gift("Top"))).Body!["ContentItemId"]!.ToString();
        var seen = (await program.TakeAsync($"/api/content/{id}")).Tag!;
        Assert.Equal(HttpStatusCode.OK, (await program.SendAsync("/api/content", Json.Gift("Top 2", id), ("If-Match", seen))).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await program.SendAsync("/api/content", Json.Gift("Top 3", id), ("If-Match", seen))).Status);
    }

    [Fact]
    public async Task One_idempotency_key_makes_one_item()
    {
        using var program = await site.ProgramAsync();
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var first = (await program.SendAsync("/api/content", Json.Gift("Drum"), key)).Body!["ContentItemId"]!.ToString();
        var second = (await program.SendAsync("/api/content", Json.Gift("Drum"), key)).Body!["ContentItemId"]!.ToString();
        Assert.Equal(first, second);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await program.SendAsync("/api/content", Json.Gift("Other"), key)).Status);
    }

    [Fact]
    public async Task What_is_wrong_is_said_field_by_field_and_nothing_is_stored()
    {
        using var program = await site.ProgramAsync();
        var (status, body, _) = await program.SendAsync("/api/content", Json.Gift("Bad", fields: "\"Price\": { \"Value\": -1 }"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(body!["errors"]!.AsObject(), error => error.Key.StartsWith("Gift.Price", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await program.SendAsync("/api/content", "{ not json")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await program.SendAsync("/api/content", """{ "ContentType": "Nothing" }""")).Status);
    }

    [Fact]
    public async Task The_list_goes_through_all_items_page_by_page()
    {
        using var program = await site.ProgramAsync();
        var lines = string.Join('\n', Enumerable.Range(0, 25).Select(i => Json.Gift("Listed " + i)));
        using var import = await program.Http.PostAsync(new Uri(site.Host.Address, "/api/content/batch"), new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));
        Assert.Equal(25, JsonNode.Parse(await import.Content.ReadAsStringAsync())!["created"]!.GetValue<int>());
        var seen = new List<string>();
        for (var path = "/api/content?type=Gift&take=10"; path is not null;)
        {
            var page = (await program.TakeAsync(path)).Body!;
            seen.AddRange(page["items"]!.AsArray().Select(item => item!["ContentItemId"]!.ToString()));
            path = page["next"] is { } next ? $"/api/content?type=Gift&take=10&after={next}" : null;
        }

        Assert.True(seen.Count >= 25);
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Fact]
    public async Task An_import_stores_the_good_lines_and_names_the_bad_ones()
    {
        using var program = await site.ProgramAsync();
        var lines = Json.Gift("Good") + "\nnot json\n" + """{ "ContentType": "Nothing" }""";
        using var import = await program.Http.PostAsync(new Uri(site.Host.Address, "/api/content/batch"), new StringContent(lines, Encoding.UTF8, "application/x-ndjson"));
        var report = JsonNode.Parse(await import.Content.ReadAsStringAsync())!;
        Assert.Equal((1, 2), (report["created"]!.GetValue<int>(), report["failed"]!.GetValue<int>()));
        Assert.Equal([2, 3], report["faults"]!.AsArray().Select(fault => fault!["line"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_cookie_without_antiforgery_writes_nothing_and_a_stranger_gets_problem_json()
    {
        using var browser = await site.Host.Browse().SignInAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync("/api/content", Json.Gift("Forged"))).Status);
        using var stranger = site.Host.Browse();
        using var refused = await stranger.GetAsync("/api/content?type=Gift");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_document_names_the_content_addresses()
    {
        using var program = await site.ProgramAsync();
        Assert.Contains("/api/content/{contentItemId}", (await program.TakeAsync("/api/openapi/v1.json")).Body!["paths"]!.ToJsonString());
    }
}
