using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Campaigns", Name = "Campaigns", Description = "Letters to many: aimed by segments, checked before they leave, approved, sent by the outbox, and told apart to the last recipient.", Category = "CRM", Author = "Crm", Version = "0.1.0", Dependencies = ["Crm.Contacts", "Crm.Messaging", "Crm.Tracking"])]
