using System.Net;
using System.Net.Http.Headers;

namespace Crm.Media.Tests.Serve;

public sealed class ServingTests
{
    [Fact]
    public async Task A_picture_is_shown_to_everybody_and_can_do_nothing()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("été/père noël.png");
        using var response = await site.Host.Browse(site.Settings.Name).GetAsync("/media/%C3%A9t%C3%A9/p%C3%A8re%20no%C3%ABl.png");
        Assert.Equal(MediaSite.Picture, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Null(response.Content.Headers.ContentDisposition);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.EndsWith("; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_browser_that_has_it_asks_again_and_gets_no_bytes_until_it_changes()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.png");
        using var first = await site.Browser.GetAsync("/media/a.png");
        Assert.NotNull(first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, (await AskAsync(site, first.Headers.ETag!)).Status);
        await site.UploadAsync("a.png", [.. MediaSite.Picture, 0], "replace");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(site, first.Headers.ETag!)).Status);
    }

    [Fact]
    public async Task A_film_can_be_had_in_pieces()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.mp4", [0, 0, 0, 8, .. "ftypmp42"u8, 1, 2, 3]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "media/a.mp4") { Headers = { Range = new RangeHeaderValue(4, 7) } };
        using var response = await site.Browser.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("ftyp"u8.ToArray(), await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("a.txt", "<html><script>alert(1)</script>", "text/plain")]
    [InlineData("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml")]
    [InlineData("a.html", "<script>alert(1)</script>", "application/octet-stream")]
    public async Task What_a_browser_might_run_is_only_ever_downloaded(string name, string content, string type)
    {
        var site = await MediaSite.StartAsync();
        await site.LimitAsync(1000, ".txt", ".svg", ".html");
        await site.PutAsync(name, System.Text.Encoding.UTF8.GetBytes(content));
        using var response = await site.Browser.GetAsync("/media/" + name);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_pdf_is_shown_in_place()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.pdf", "%PDF-1.7"u8.ToArray());
        using var response = await site.Browser.GetAsync("/media/a.pdf");
        Assert.Null(response.Content.Headers.ContentDisposition);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("../appsettings.json")]
    [InlineData("%2e%2e/appsettings.json")]
    [InlineData("..%2fappsettings.json")]
    [InlineData("..%2F..%2F..%2Ftenants.json")]
    [InlineData("..%5cappsettings.json")]
    [InlineData("a/../../appsettings.json")]
    [InlineData("%252e%252e%252fappsettings.json")]
    [InlineData("....//appsettings.json")]
    [InlineData("/etc/passwd")]
    [InlineData("%00a.png")]
    [InlineData(".hidden")]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("nothing.png")]
    public async Task No_spelling_of_a_path_leads_out_of_the_folder(string path)
    {
        var site = await MediaSite.SharedAsync();
        await site.UploadAsync("a/b.png", MediaSite.Picture, "replace");
        var answer = await site.RawAsync($"GET /{site.Settings.Name}/media/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        Assert.Matches("^HTTP/1.1 (404|400)", answer);
        Assert.DoesNotContain("Secret", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tenants_file_is_nowhere_in_another()
    {
        var (here, there) = (await MediaSite.StartAsync(), await MediaSite.StartAsync());
        await here.PutAsync("a.png");
        Assert.Equal(HttpStatusCode.NotFound, (await there.Browser.GetAsync("/media/a.png")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await there.Browser.GetAsync($"/media/..%2f..%2f{here.Settings.Name}%2fMedia%2fa.png")).StatusCode);
    }

    [Fact]
    public async Task What_lies_in_private_is_there_only_for_who_may_see_media()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("private/contract.pdf", "%PDF-1.7"u8.ToArray());
        Assert.Equal(HttpStatusCode.NotFound, (await site.Host.Browse(site.Settings.Name).GetAsync("/media/private/contract.pdf")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Host.Browse(site.Settings.Name).GetAsync("/media/Private/contract.pdf")).StatusCode);
        using var stranger = await site.AsAsync("stranger", "AccessAdminPanel");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/media/private/contract.pdf")).StatusCode);
        using var viewer = await site.AsAsync("viewer", MediaPermissions.ViewMediaContent);
        using var shown = await viewer.GetAsync("/media/private/contract.pdf");
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.True(shown.Headers.CacheControl!.NoStore);
    }

    private static async Task<(HttpStatusCode Status, long? Length)> AskAsync(MediaSite site, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "media/a.png") { Headers = { IfNoneMatch = { tag } } };
        using var response = await site.Browser.Http.SendAsync(request);
        return (response.StatusCode, response.Content.Headers.ContentLength);
    }
}
