using Crm.Kernel.Data;
using Crm.Kernel.Data.Following;
using Crm.Kernel.Data.Stores;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Kernel.Tests.Data;

public class NodeFollowing
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_node_reads_on_from_its_own_place_and_the_log_is_kept_for_it(string provider)
    {
        var own = new OwnPlace();
        await using var tenant = await Tenant(provider, own);
        await tenant.AddAsync(new Book { Title = "A" });
        await RunAll(tenant);
        Assert.Contains(own.Seen, entry => entry.Type == "Book");
        Assert.Equal(0, (await Status(tenant)).Lag);

        // Not durable yet on the node: the log may not be cut there.
        own.Durable = 0;
        await tenant.AddAsync(new Book { Title = "B" });
        await RunAll(tenant);
        await Trim(tenant);
        own.Position = 0;
        own.Seen.Clear();
        await RunAll(tenant);
        Assert.False(own.WasCutOff);
        Assert.Equal(2, own.Seen.Count(entry => entry.Type == "Book"));

        own.Durable = null;
        await tenant.AddAsync(new Book { Title = "C" });
        await RunAll(tenant);
        await Trim(tenant);
        own.Position = 0;
        await RunAll(tenant);
        Assert.True(own.WasCutOff);
    }

    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task One_that_fails_waits_before_it_is_called_again_and_shows_why(string provider)
    {
        var clock = new TestClock();
        var own = new OwnPlace { Fails = true };
        await using var tenant = await Tenant(provider, own, clock);
        await tenant.AddAsync(new Book { Title = "A" });
        await RunAll(tenant);
        await RunAll(tenant);
        Assert.Equal((1, 1, "the disk is full"), (own.Calls, (await Status(tenant)).Failures, (await Status(tenant)).LastError));

        own.Fails = false;
        clock.Advance(TimeSpan.FromSeconds(3));
        await RunAll(tenant);
        var status = await Status(tenant);
        Assert.Equal(("shelf@here", 0, (string?)null), (status.Name, status.Failures, status.LastError));
    }

    private static Task<TestTenant> Tenant(string provider, OwnPlace own, TestClock? clock = null) => TestTenant.CreateAsync(provider, services =>
    {
        services.AddSingleton(own).AddNodeFollower<OwnShelf>();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<TimeProvider>(clock ?? new TestClock());
    });

    private static async Task RunAll(TestTenant tenant)
    {
        while (await tenant.AskAsync((IServiceProvider services) => services.GetRequiredService<NodeFollowerRunner>().RunAsync(CancellationToken.None)) != FollowerRound.Nothing)
        {
        }
    }

    private static Task<FollowerStatus> Status(TestTenant tenant) => tenant.AskAsync(async (IServiceProvider services) => (await services.GetRequiredService<FollowerRunner>().ListAsync()).Single());

    private static Task Trim(TestTenant tenant) => tenant.AskAsync(async (IServiceProvider services) =>
    {
        await ActivatorUtilities.CreateInstance<TrimChangeLog>(services).DoWorkAsync(services, CancellationToken.None);
        return 0;
    });
}

/// <summary>What a node keeps of its own.</summary>
public sealed class OwnPlace
{
    public List<ChangeLogEntry> Seen { get; } = [];

    public long Position { get; set; }

    /// <summary>What is durable of it; the position itself when null.</summary>
    public long? Durable { get; set; }

    public bool WasCutOff { get; set; }

    public bool Fails { get; set; }

    public int Calls { get; set; }
}

/// <summary>Follows on every node.</summary>
public sealed class OwnShelf(OwnPlace own, ChangeFeed feed) : INodeFollower
{
    public string Name => "shelf";

    public async Task<NodeProgress> FollowAsync(CancellationToken cancellationToken)
    {
        own.Calls++;
        if (own.Fails)
        {
            throw new IOException("the disk is full");
        }

        var stretch = await feed.ReadAsync(own.Position, 2, cancellationToken);
        var more = stretch.Reached > own.Position;
        own.WasCutOff |= stretch.IsCutOff;
        own.Seen.AddRange(stretch.Entries);
        own.Position = stretch.Reached;
        return new NodeProgress("here", own.Durable ?? own.Position, more);
    }
}
