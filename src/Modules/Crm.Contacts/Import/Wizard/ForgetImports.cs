using Crm.Kernel.Data;
using Crm.Kernel.Jobs;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Import.Wizard;

/// <summary>Forgets imports after 30 days, and what was put up and never started after a week.</summary>
[BackgroundTask(Title = "Forget old imports", Schedule = "50 3 * * *", Description = "Deletes the files of imports after 30 days, and files that were put up and never imported after 7.")]
internal sealed class ForgetImports(TimeProvider time) : IBackgroundTask
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan s_unstarted = TimeSpan.FromDays(7);

    public async Task DoWorkAsync(IServiceProvider serviceProvider, CancellationToken cancellationToken)
    {
        var files = serviceProvider.GetRequiredService<ImportFiles>();
        var now = time.GetUtcNow().UtcDateTime;
        var (old, unstarted) = (now - s_kept, now - s_unstarted);
        var db = await serviceProvider.GetRequiredService<ISession>().GetConnectionAsync(write: true);
        await db.GetTable<PeopleImport>().Where(row => row.CreatedUtc < old || (row.CreatedUtc < unstarted && row.OperationId == null)).DeleteAsync(cancellationToken);
        var known = await db.GetTable<PeopleImport>().Select(row => row.Id).ToListAsync(cancellationToken);
        foreach (var id in files.OldIds(now).Except(known))
        {
            files.Delete(id);
        }
    }
}
