using System.Net;
using System.Text.RegularExpressions;
using Crm.Kernel.Files;
using Crm.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Media.Tests.Library;

public sealed class LibraryTests
{
    [Fact]
    public async Task A_folder_shows_its_folders_and_files_and_is_searched_below()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("album/2026/Père Noël.png");
        await site.PutAsync("album/a.png");
        var page = await site.Browser.ReadAsync("/admin/media?folder=album");
        Assert.Contains("folder=album%2F2026", page);
        Assert.Contains("/media/album/a.png", page);
        Assert.Contains("P%C3%A8re", await site.Browser.ReadAsync("/admin/media?folder=album&q=pere"));
        Assert.Contains("data-media-grid", await site.Browser.ReadAsync("/admin/media?folder=album&view=grid"));
        Assert.Contains("data-path=\"album/a.png\"", await site.Browser.ReadAsync("/admin/media?handler=Choose&folder=album&q=&extensions=.png"));
        Assert.DoesNotContain("data-path", await site.Browser.ReadAsync("/admin/media?handler=Choose&folder=&q=&extensions=.pdf"));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Browser.GetAsync("/admin/media?folder=..")).StatusCode);
    }

    [Fact]
    public async Task A_folder_is_made_and_a_wrong_name_is_said()
    {
        var site = await MediaSite.StartAsync();
        await site.Browser.SubmitAsync("/admin/media", [new("name", "Album")], "/admin/media?handler=Folder");
        Assert.Contains("folder=Album", await site.Browser.ReadAsync("/admin/media"));
        await site.Browser.SubmitAsync("/admin/media", [new("name", "../up")], "/admin/media?handler=Folder&folder=Album");
        Assert.Contains("cannot be a name here", await site.Browser.ReadAsync("/admin/media?folder=Album"));
    }

    [Fact]
    public async Task What_is_deleted_comes_back_by_undo_folders_whole()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("album/deep/a.png");
        await site.PutAsync("b.png");
        await site.Browser.SubmitAsync("/admin/media", [new("paths", "album"), new("paths", "b.png")], "/admin/media?handler=Delete&folder=");
        Assert.Empty(await site.ListAsync());
        Assert.Equal("admin", (await site.TrashAsync())[0].By);
        var undo = WebUtility.HtmlDecode(Regex.Match(await site.Browser.ReadAsync("/admin/media"), "action=\"(?<undo>[^\"]+handler=Restore[^\"]+)\"").Groups["undo"].Value);
        await site.Browser.SubmitAsync("/admin/media", [], undo[("/" + site.Settings.Name).Length..]);
        Assert.Equal(["album/deep/a.png", "b.png"], await site.ListAsync());
        Assert.Empty(await site.TrashAsync());
    }

    [Fact]
    public async Task A_file_gets_another_name_and_folder_but_no_other_kind()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.png");
        await site.PutAsync("album/b.png");
        var page = "/admin/media/move/a.png";
        Assert.Contains("must keep its ending", await RefusedAsync(site, page, "a.html", ""));
        Assert.Contains("is there already", await RefusedAsync(site, page, "B.png", "album"));
        using var moved = await site.Browser.SubmitAsync(page, [new("Name", "père.png"), new("Folder", "album")]);
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Equal(["album/b.png", "album/père.png"], await site.ListAsync());
    }

    [Fact]
    public async Task Of_two_who_rename_one_file_the_second_is_told()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.png");
        var answers = await Task.WhenAll(site.MoveAsync("a.png", "mine.png"), site.MoveAsync("a.png", "yours.png"));
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Contains("somebody has moved, renamed or deleted it", Assert.Single(answers, answer => answer.Status == 404).Body["title"]!.ToString());
        Assert.Single(await site.ListAsync());
    }

    [Fact]
    public async Task A_folder_does_not_go_into_itself()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("album/a.png");
        var answer = await site.MoveAsync("album", "album/inner");
        Assert.Equal((400, "A folder cannot be moved into itself."), (answer.Status, answer.Body["title"]!.ToString()));
        Assert.Equal(200, (await site.MoveAsync("album", "Album")).Status);
    }

    [Fact]
    public async Task Who_may_only_see_changes_nothing()
    {
        var site = await MediaSite.StartAsync();
        await site.PutAsync("a.png");
        using var viewer = await site.AsAsync("viewer", "AccessAdminPanel", MediaPermissions.ViewMediaContent);
        Assert.DoesNotContain("data-upload-button", await viewer.ReadAsync("/admin/media"));
        using var refused = await viewer.SubmitAsync("/admin/media", [new("only", "a.png")], "/admin/media?handler=Delete");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var nobody = await site.AsAsync("nobody", "AccessAdminPanel");
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync("/admin/media")).StatusCode);
        Assert.Equal(["a.png"], await site.ListAsync());
    }

    [Theory]
    [InlineData("../../appsettings.json")]
    [InlineData("20261128000000000-../../x")]
    [InlineData("20261128000000000-00000000")]
    public async Task An_id_that_the_trash_did_not_give_brings_nothing(string id)
    {
        var site = await MediaSite.SharedAsync();
        var refusal = await Assert.ThrowsAsync<MediaRefusedException>(() => site.InAsync(services => services.GetRequiredService<MediaTrash>().Restore(id)));
        Assert.Equal(MediaRefusal.Missing, refusal.Reason);
    }

    [Fact]
    public async Task After_thirty_days_the_trash_is_emptied()
    {
        await using var host = await TestHost.StartAsync();
        var site = await MediaSite.StartAsync(host);
        await site.PutAsync("a.png");
        await site.InAsync(services => services.GetRequiredService<MediaFiles>().Delete("a.png"));
        host.Clock.Advance(TimeSpan.FromDays(29));
        await host.SettleAsync();
        Assert.Single(await site.TrashAsync());
        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.SettleAsync();
        Assert.Empty(Directory.GetDirectories(Path.Combine(site.Folder, "MediaTrash")));
    }

    [Fact]
    public async Task What_is_taken_is_a_setting()
    {
        var site = await MediaSite.StartAsync();
        using (var refused = await site.Browser.SubmitAsync("/admin/media/limits", [new("Extensions", ".png exe"), new("Megabytes", "5")]))
        {
            Assert.Contains("“exe” is no extension", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()));
        }

        await site.Browser.SubmitAsync("/admin/media/limits", [new("Extensions", ".PNG .zip"), new("Megabytes", "5")]);
        Assert.Equal(201, (await site.UploadAsync("a.zip", "PK\x03\x04"u8.ToArray())).Status);
        Assert.Equal(400, (await site.UploadAsync("a.txt", "a"u8.ToArray())).Status);
    }

    private static async Task<string> RefusedAsync(MediaSite site, string page, string name, string folder)
    {
        using var response = await site.Browser.SubmitAsync(page, [new("Name", name), new("Folder", folder)]);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
