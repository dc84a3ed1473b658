using Crm.Kernel.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Tests.Data;

public class HoldingTheGate
{
    [Theory, ClassData(typeof(OnEachDatabase))]
    public async Task A_commit_tells_how_long_it_kept_others_from_writing(string provider)
    {
        await using var tenant = await TestTenant.CreateAsync(provider);
        await using var scope = tenant.Services.CreateAsyncScope();
        var (session, context) = (scope.ServiceProvider.GetRequiredService<ISession>(), scope.ServiceProvider.GetRequiredService<ChangeContext>());
        await session.SaveAsync(new Book { Title = "A" });
        await session.SaveChangesAsync();
        Assert.Equal(provider == "Sqlite", context.HeldGate > TimeSpan.Zero);

        await session.SaveChangesAsync();

        Assert.Equal(TimeSpan.Zero, context.HeldGate); // nothing was written
    }

    [Fact]
    public void Batches_shrink_below_fifty_milliseconds_and_grow_while_there_is_room()
    {
        var context = new ChangeContext();
        var pace = new BatchPace(context, most: 500);
        var sizes = new List<int> { pace.Size };
        for (var batch = 0; batch < 40; batch++)
        {
            context.HeldGate = TimeSpan.FromMilliseconds(pace.Size * 0.2); // a row costs a fifth of a millisecond
            pace.Learn();
            sizes.Add(pace.Size);
        }

        Assert.Equal(100, sizes[0]);
        Assert.All(sizes.Skip(1), size => Assert.InRange(size, 101, 250));

        context.HeldGate = TimeSpan.FromSeconds(30);
        pace.Learn();
        pace.Learn();
        Assert.Equal(1, pace.Size);
        context.HeldGate = TimeSpan.Zero;
        for (var batch = 0; batch < 40; batch++)
        {
            pace.Learn();
        }

        Assert.Equal(500, pace.Size);
    }
}
