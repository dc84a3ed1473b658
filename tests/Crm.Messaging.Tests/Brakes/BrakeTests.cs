using Crm.Kernel.Data;
using Crm.Kernel.Tenants;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Messaging.Tests.Brakes;

/// <summary>One control stops everything, and nothing it held leaves by itself.</summary>
public sealed class BrakeTests
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task While_it_is_pulled_nothing_leaves_and_what_waits_is_held(string database)
    {
        await using var tenant = await MessagingTenant.StartAsync(database);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var before = await tenant.PutAsync(person, "before", change: message => message with { DueUtc = tenant.Now.AddDays(1) });
        var brake = await PullAsync(tenant, BrakeScopes.Everything);
        var during = await tenant.PutAsync(person, "during");
        await tenant.SendAsync();

        Assert.Empty(tenant.Post);
        Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(before));
        Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(during));

        await ReleaseAsync(tenant, brake);
        var after = await tenant.PutAsync(person, "after");
        await tenant.SendAsync();
        Assert.Equal("Sent  250", await tenant.StandsAsync(after));
        Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(during));
        Assert.Single(tenant.Post);
    }

    [Theory]
    [InlineData(BrakeScopes.Country, "FR", "Held Sent Sent")]
    [InlineData(BrakeScopes.Topic, "toys", "Sent Held Sent")]
    [InlineData(BrakeScopes.Channel, "post", "Held Held Held")]
    [InlineData(BrakeScopes.Action, "c", "Sent Sent Held")]
    [InlineData(BrakeScopes.Everything, "", "Held Held Held")]
    public async Task It_stops_what_it_covers_and_nothing_else(string scope, string value, string expected)
    {
        await using var tenant = await MessagingTenant.StartAsync();
        await PullAsync(tenant, scope, value);
        var messages = new[]
        {
            await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org", "FR"), "a"),
            await tenant.PutAsync(await tenant.PersonAsync("Two", "two@example.org", "BE"), "b", change: message => message with { Topic = "toys" }),
            await tenant.PutAsync(await tenant.PersonAsync("Three", "three@example.org"), "c"),
        };
        await tenant.SendAsync();

        Assert.Equal(expected, string.Join(' ', (await tenant.MessagesAsync()).Select(row => (MessageState)row.State)));
        Assert.Equal(3, messages.Distinct().Count());
    }

    [Fact]
    public async Task It_can_spare_what_people_wait_for()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        await PullAsync(tenant, BrakeScopes.Everything, spares: true);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var confirmation = await tenant.PutAsync(person, "confirmation", MessageClass.Transactional);
        var letter = await tenant.PutAsync(person, "letter");
        await tenant.SendAsync();

        Assert.Equal("Sent  250", await tenant.StandsAsync(confirmation));
        Assert.StartsWith("Held brake", await tenant.StandsAsync(letter));
    }

    // The database cannot be written at the moment of the click: the file is enough, and the row follows.
    [Fact]
    public async Task It_holds_though_the_database_could_not_be_written()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => tenant.DoAsync(async services =>
        {
            await services.GetRequiredService<BrakeBoard>().PullAsync(BrakeScopes.Everything, "", "Fire", false, null, CancellationToken.None);
            throw new InvalidOperationException("The database is locked.");
        }));
        await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"));
        await tenant.SendAsync();

        Assert.Empty(tenant.Post);
        var stored = await tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().UnreleasedAsync(CancellationToken.None));
        Assert.Equal("Fire", Assert.Single(stored).Reason);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_stops_everything()
    {
        await using var tenant = await MessagingTenant.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(tenant.Host.Data, "Sites", tenant.Settings.Name, "brakes"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "torn.json"), "{ \"Scope\": \"cou");
        await tenant.PutAsync(await tenant.PersonAsync("One", "one@example.org"));
        await tenant.SendAsync();

        Assert.Empty(tenant.Post);
    }

    [Fact]
    public async Task It_ends_by_itself_for_what_is_new_and_what_it_held_stays_held()
    {
        await using var tenant = await MessagingTenant.StartAsync(still: true);
        var person = await tenant.PersonAsync("One", "one@example.org");
        var brake = await PullAsync(tenant, BrakeScopes.Everything, until: tenant.Now.AddHours(1));
        var during = await tenant.PutAsync(person, "during");
        await tenant.SendAsync();
        tenant.Host.Clock.Advance(TimeSpan.FromHours(2));
        var after = await tenant.PutAsync(person, "after");
        await tenant.SendAsync();

        Assert.Equal($"Held brake {brake.BrakeId}", await tenant.StandsAsync(during));
        Assert.Equal("Sent  250", await tenant.StandsAsync(after));
    }

    private static Task<Brake> PullAsync(MessagingTenant tenant, string scope, string value = "", bool spares = false, DateTime? until = null)
        => tenant.InAsync(services => services.GetRequiredService<BrakeBoard>().PullAsync(scope, value, "Fire", spares, until, CancellationToken.None));

    private static Task ReleaseAsync(MessagingTenant tenant, Brake brake)
        => tenant.DoAsync(services => services.GetRequiredService<BrakeBoard>().ReleaseAsync(brake, CancellationToken.None));
}
