using System.Collections.Concurrent;
using System.Net;
using Crm.Kernel.Files;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Media.Tests.Upload;

public sealed class UploadTests
{
    public static TheoryData<string, byte[], int, string> Refused() => new()
    {
        { "empty.png", [], 400, "“empty.png” is empty." },
        { "web.png", "<html><script>alert(1)</script>"u8.ToArray(), 400, "“web.png” does not hold what its name says (.png)." },
        { "photo.jpg", MediaSite.Picture, 400, "“photo.jpg” does not hold what its name says (.jpg)." },
        { "notes.txt", [65, 0, 66], 400, "“notes.txt” does not hold what its name says (.txt)." },
        { "page.html", "<p>"u8.ToArray(), 400, "Files such as “.html” are not taken here." },
        { "logo.svg", "<svg/>"u8.ToArray(), 400, "Files such as “.svg” are not taken here." },
        { "run", MediaSite.Picture, 400, "Files such as “” are not taken here." },
        { "../a.png", MediaSite.Picture, 400, "cannot be a name here" },
        { "/a.png", MediaSite.Picture, 400, "cannot be a name here" },
        { "a\\b.png", MediaSite.Picture, 400, "cannot be a name here" },
        { "<script>alert(1)<script>.png", MediaSite.Picture, 400, "cannot be a name here" },
        { "nul.png", MediaSite.Picture, 400, "cannot be a name here" },
        { "photo\u202Egnp.png", MediaSite.Picture, 400, "cannot be a name here" },
        { "large.png", [.. MediaSite.Picture, .. new byte[2000]], 413, "“large.png” is too large: a file may have 0 MB at most." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_that_may_not_come_in_is_refused_in_a_sentence_and_leaves_nothing(string path, byte[] content, int status, string sentence)
    {
        var site = await MediaSite.StrictAsync();
        var answer = await site.UploadAsync(path, content);
        Assert.Equal(status, answer.Status);
        Assert.Contains(sentence, answer.Body["title"]!.ToString());
        Assert.Empty(await site.ListAsync());
        Assert.Empty(Left(site));
    }

    [Fact]
    public async Task A_file_whose_length_is_not_told_before_is_stopped_at_the_limit()
    {
        var site = await MediaSite.StrictAsync();
        using var endless = new StreamContent(new MemoryStream(Enumerable.Repeat((byte)'a', 5000).ToArray()));
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/media/files?path=a.txt") { Content = endless, Headers = { TransferEncodingChunked = true } };
        using var response = await site.Program.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(await site.ListAsync());
    }

    [Theory]
    [InlineData("🎅🏽 & Père Noël (2).png")]
    [InlineData("صورة العائلة.png")]
    [InlineData("100 % #1 + it's.png")]
    public async Task A_name_in_any_script_comes_in_is_listed_and_is_had_at_its_address(string name)
    {
        var site = await MediaSite.SharedAsync();
        var answer = await site.UploadAsync("album/" + name, MediaSite.Picture);
        Assert.Equal(201, answer.Status);
        Assert.Contains(name, WebUtility.HtmlDecode(await site.Browser.ReadAsync("/admin/media?folder=album")));
        Assert.Equal(HttpStatusCode.OK, (await site.Browser.Http.GetAsync(answer.Body["url"]!.ToString())).StatusCode);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_asked_about_and_nothing_is_written_over()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.png");
        byte[] other = [.. MediaSite.Picture, 1];
        var asked = await site.UploadAsync("A.png", other);
        Assert.Equal((409, "Taken"), (asked.Status, asked.Body["reason"]!.ToString()));
        Assert.Equal("a (2).png", (await site.UploadAsync("a.png", other, "number")).Body["path"]!.ToString());
        Assert.Equal(["a (2).png", "a.png"], await site.ListAsync());
        Assert.Equal(MediaSite.Picture, await site.Browser.Http.GetByteArrayAsync("media/a.png"));
    }

    [Fact]
    public async Task What_is_replaced_can_be_had_back()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.png");
        Assert.Equal(201, (await site.UploadAsync("a.png", [.. MediaSite.Picture, 1], "replace")).Status);
        await site.Browser.SubmitAsync("/admin/media/trash", [], $"/admin/media/trash?handler=Restore&id={Assert.Single(await site.TrashAsync()).Id}");
        Assert.Equal(["a (2).png", "a.png"], await site.ListAsync());
        Assert.Equal(MediaSite.Picture, await site.Browser.Http.GetByteArrayAsync("media/a%20(2).png"));
    }

    [Fact]
    public async Task Of_many_who_bring_one_name_at_once_one_gets_it()
    {
        var site = await MediaSite.StartAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => site.UploadAsync("a.png", [.. MediaSite.Picture, (byte)n])));
        Assert.Equal(1, answers.Count(answer => answer.Status == 201));
        Assert.Equal(7, answers.Count(answer => answer.Status == 409));
        Assert.Equal(["a.png"], await site.ListAsync());
    }

    [Fact]
    public async Task Of_two_who_rename_to_one_name_in_the_same_moment_one_is_refused_and_nothing_is_lost()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.png");
        await site.PutAsync("b.png");
        for (var round = 0; round < 300; round++)
        {
            var lost = await site.InAsync(services => Race(services.GetRequiredService<MediaFiles>(), $"c{round}.png"));
            Assert.Equal((round, 1), (round, lost.Count));
            await site.InAsync(services =>
            {
                services.GetRequiredService<MediaFiles>().Move($"c{round}.png", lost[0] == "a.png" ? "b.png" : "a.png");
                return true;
            });
        }
    }

    // Those of a and b that were refused the name.
    private static List<string> Race(MediaFiles media, string name)
    {
        var refused = new ConcurrentBag<string>();
        using var start = new Barrier(2);
        var threads = new[] { "a.png", "b.png" }.Select(from => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                media.Move(from, name);
            }
            catch (MediaRefusedException refusal) when (refusal.Reason is MediaRefusal.Taken)
            {
                refused.Add(from);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return [.. refused];
    }

    [Fact]
    public async Task An_upload_that_is_cut_halfway_leaves_nothing()
    {
        var site = await MediaSite.StartAsync();
        var token = site.TokenOf(site.Program);
        var answer = await site.RawAsync($"POST /{site.Settings.Name}/api/media/files?path=a.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Length: 100000\r\n\r\n" + new string('a', 20000), cut: true);
        for (var tries = 0; Left(site).Length > 0 && tries < 12_000; tries++)
        {
            await Task.Delay(10); // the server may notice after the connection has ended
        }

        Assert.DoesNotContain("HTTP/1.1 2", answer, StringComparison.Ordinal);
        Assert.Empty(await site.ListAsync());
        Assert.Empty(Left(site));
    }

    [Fact]
    public async Task A_disk_that_refuses_is_said_and_nothing_is_written()
    {
        var site = await MediaSite.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(site.Folder, "MediaStaging"), "a file where the disk wants a folder");
        var answer = await site.UploadAsync("a.png", MediaSite.Picture);
        Assert.Equal(507, answer.Status);
        Assert.StartsWith("The disk refused; nothing was changed.", answer.Body["title"]!.ToString());
        Assert.Empty(await site.ListAsync());
    }

    [Fact]
    public async Task Nobody_uploads_without_the_right_nor_from_another_site()
    {
        var site = await MediaSite.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(site.Host.Browse(site.Settings.Name)));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(await site.AsAsync("viewer", MediaPermissions.ViewMediaContent)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(site.Browser)); // a cookie without its token
        Assert.Empty(await site.ListAsync());
    }

    private static async Task<HttpStatusCode> PostAsync(TestBrowser browser)
    {
        using var content = new ByteArrayContent(MediaSite.Picture);
        using var response = await browser.Http.PostAsync("api/media/files?path=a.png", content);
        return response.StatusCode;
    }

    private static string[] Left(MediaSite site) => Path.Combine(site.Folder, "MediaStaging") is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
}
