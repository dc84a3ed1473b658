using Crm.Kernel.Data;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Preferences;

namespace Crm.Messaging;

/// <summary>The tables of the module.</summary>
internal sealed class MessagingMigration(IDocumentManager<LinkSecret> secrets) : DataMigration
{
    public async Task<int> CreateAsync()
    {
        await SchemaBuilder.CreateTableAsync<Message>(table => table
            .HasIndex(row => new { row.Action, row.PersonId, row.Step }, unique: true)
            .HasIndex(row => new { row.MessageId }, unique: true)
            .HasIndex(row => new { row.State, row.NextUtc })
            .HasIndex(row => new { row.State, row.Reason, row.Detail })
            .HasIndex(row => new { row.PersonId, row.BegunUtc })
            .HasIndex(row => new { row.Action, row.State })
            .HasIndex(row => row.SentUtc)
            .HasIndex(row => row.ClaimedBy)
            .HasIndex(row => row.TextId));
        await SchemaBuilder.CreateTableAsync<MessageText>(table => table.HasIndex(row => new { row.Hash }, unique: true).HasIndex(row => row.PersonId));
        await SchemaBuilder.CreateTableAsync<Brake>(table => table.HasIndex(row => new { row.BrakeId }, unique: true).HasIndex(row => row.ReleasedUtc));
        await SchemaBuilder.CreateTableAsync<Preference>(table => table.HasIndex(row => new { row.PersonId, row.Id }));
        await secrets.UpdateAsync(LeaveLinks.NewSecret());
        return 1;
    }
}
