using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using Crm.Kernel.Tenants;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Duplicates.Candidates;

/// <summary>Looks at the people who are due, a batch a transaction: stopped at any moment it goes on where it was.</summary>
[BackgroundTask(Title = "Find duplicates", Schedule = "*/2 * * * *", Description = "Looks for people who stand in the files twice.", WakesTenant = false)]
internal sealed class FindDuplicates(IServiceScopeFactory scopes) : IBackgroundTask
{
    private const int Most = 100;

    // So many changes between two batches are an import or a bulk act: who is due waits until it is over, for both would share the one writer.
    private const int ManyChanges = 20;

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var (size, before) = (Most / 5, long.MaxValue);
        while (size > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // A scope a batch: a session remembers whom it has read.
            await using var scope = scopes.CreateAsyncScope();
            var last = await scope.ServiceProvider.GetRequiredService<ChangeFeed>().LastAsync(cancellationToken);
            if (last - before > ManyChanges)
            {
                return;
            }

            (size, before) = (await BatchAsync(scope.ServiceProvider, size, cancellationToken), last);
        }
    }

    private static async Task<int> BatchAsync(IServiceProvider services, int size, CancellationToken cancellationToken)
    {
        var (session, change) = (services.GetRequiredService<ISession>(), services.GetRequiredService<ChangeContext>());
        change.IsBackground = true;
        var ids = await (await session.GetConnectionAsync()).GetTable<DuplicateDue>().OrderBy(due => due.PersonId).Select(due => due.PersonId).Take(size).ToListAsync(cancellationToken);
        if (ids.Count == 0)
        {
            return 0;
        }

        await services.GetRequiredService<DuplicateSweep>().LookAsync(ids, db => db.GetTable<DuplicateDue>().Where(due => ids.Contains(due.PersonId)).DeleteAsync(cancellationToken), cancellationToken);
        return change.HeldGate > BatchPace.Limit ? Math.Max(1, size / 2) : Math.Min(Most, size + 5);
    }
}
