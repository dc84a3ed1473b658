using Crm.Email.Compose;
using Crm.Email.Intake;
using Crm.Email.Mailbox;
using Crm.Kernel.Data;

namespace Crm.Email;

/// <summary>What the module keeps: the secret of return addresses, the mailbox, and what came in. Lists page by number, so that each order ends in it.</summary>
internal sealed class EmailMigration(IDocumentManager<ReturnPathSecret> secrets) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await secrets.UpdateAsync(ReturnPath.NewSecret());
        return 1;
    }

    public async Task<int> UpdateFrom1Async()
    {
        await SchemaBuilder.CreateTableAsync<KeptMail>(table => table
            .HasIndex(row => new { row.MessageId }, unique: true)
            .HasIndex(row => new { row.IsRemoved, row.Id })
            .HasIndex(row => row.KeptUtc)
            .HasIndex(row => row.PersonId));
        await SchemaBuilder.CreateTableAsync<KeptMailBody>();
        return 2;
    }

    public async Task<int> UpdateFrom2Async()
    {
        await SchemaBuilder.CreateTableAsync<ReceivedMail>(table => table
            .HasIndex(row => new { row.Key }, unique: true)
            .HasIndex(row => new { row.MailId }, unique: true)
            .HasIndex(row => new { row.Outcome, row.IsRemoved, row.Id })
            .HasIndex(row => row.ReceivedUtc));
        await SchemaBuilder.CreateTableAsync<ReceivedMailBody>();
        return 3;
    }
}
