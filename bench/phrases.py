"""What the generated customers say, in four languages."""

from collections.abc import Mapping

NAMES = (
    *("Anna", "Ben", "Carla", "David", "Elena", "Felix", "Grace", "Hugo", "Ines", "Jonas", "Karim", "Lena", "Marta"),
    *("Nils", "Olga", "Pablo", "Quentin", "Rosa", "Simon", "Tara", "Umut", "Vera", "Walter", "Yara", "Zoe"),
)
OPENINGS: Mapping[str, str] = {
    "en": "Hello,",
    "de": "Guten Tag,",
    "fr": "Bonjour,",
    "es": "Buenos días:",
}
CLOSINGS: Mapping[str, str] = {
    "en": "Kind regards",
    "de": "Mit freundlichen Grüßen",
    "fr": "Cordialement",
    "es": "Un saludo",
}
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "en": ("Question about my invoice", "Heating does not start", "Order has not arrived", "Change of address"),
    "de": ("Frage zu meiner Rechnung", "Heizung startet nicht", "Bestellung nicht angekommen", "Neue Adresse"),
    "fr": ("Question sur ma facture", "Chauffage en panne", "Commande pas encore livree", "Nouvelle adresse"),
    "es": ("Pregunta sobre mi factura", "La calefaccion no arranca", "Mi pedido no ha llegado", "Nueva direccion"),
}
SENTENCES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "The device we bought last month does not start any more after the update.",
        "Could you please tell me when the technician will come to our house?",
        "I have been charged twice for the same order and would like my money back.",
        "The display shows an error with the number forty-two and then turns itself off.",
        "We have moved to another flat and need the contract changed to the new address.",
        "My colleague wrote to you on Monday and has not heard anything since then.",
        "Everything works again after I had restarted the router twice this morning.",
        "Please find the serial number and the date of purchase below this message.",
        "It is quite cold here and we have two small children, so this is urgent for us.",
        "The parcel was left in front of the wrong door and one of the cups is broken.",
        "I cannot log in with the new password although I changed it three times today.",
        "Is it possible to get the invoice as a file for our accounting department?",
        "We would be glad to hear from you before the end of the week if you can.",
        "The manual says that the green lamp should be on, but ours blinks all the time.",
    ),
    "de": (
        "Das Gerät, das wir letzten Monat gekauft haben, startet seit dem Update nicht mehr.",
        "Können Sie mir bitte sagen, wann der Techniker zu uns nach Hause kommt?",
        "Mir wurde dieselbe Bestellung zweimal berechnet, ich möchte mein Geld zurück.",
        "Die Anzeige zeigt einen Fehler mit der Nummer zweiundvierzig und schaltet sich dann ab.",
        "Wir sind umgezogen und brauchen den Vertrag auf die neue Adresse umgeschrieben.",
        "Mein Kollege hat Ihnen am Montag geschrieben und seither nichts gehört.",
        "Bei uns ist es ziemlich kalt und wir haben zwei kleine Kinder, es ist also dringend.",
        "Das Paket stand vor der falschen Tür und eine der Tassen ist zerbrochen.",
        "Ist es möglich, die Rechnung als Datei für unsere Buchhaltung zu bekommen?",
        "Wir würden uns freuen, vor dem Ende der Woche von Ihnen zu hören.",
    ),
    "fr": (
        "L'appareil que nous avons acheté le mois dernier ne démarre plus depuis la mise à jour.",
        "Pouvez-vous me dire quand le technicien viendra chez nous, s'il vous plaît ?",
        "La même commande m'a été facturée deux fois et je voudrais être remboursé.",
        "Nous avons déménagé et le contrat doit être modifié avec la nouvelle adresse.",
        "Il fait assez froid ici et nous avons deux petits enfants, c'est donc urgent.",
        "Le colis a été laissé devant la mauvaise porte et une des tasses est cassée.",
        "Est-il possible de recevoir la facture en fichier pour notre comptabilité ?",
    ),
    "es": (
        "El aparato que compramos el mes pasado ya no arranca después de la actualización.",
        "¿Podrían decirme cuándo vendrá el técnico a nuestra casa, por favor?",
        "Me han cobrado dos veces el mismo pedido y quisiera que me devuelvan el dinero.",
        "Nos hemos mudado y hay que cambiar el contrato a la nueva dirección.",
        "Aquí hace bastante frío y tenemos dos niños pequeños, así que es urgente.",
        "El paquete se quedó delante de la puerta equivocada y una de las tazas está rota.",
        "¿Es posible recibir la factura como archivo para nuestra contabilidad?",
    ),
}
