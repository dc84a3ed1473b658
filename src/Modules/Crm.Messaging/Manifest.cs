using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Messaging", Name = "Messaging", Description = "The outbox that all messages leave by: restraint, silence, one brake that stops everything, and a ledger that says what became of each.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts"])]
