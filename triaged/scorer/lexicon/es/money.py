"""Spanish: money, and those who leave."""

PHRASES = {
    "charged": """
        cobrado/facturado/cargado/pagado/descontado dos/tres veces, cobrado/facturado/cargado ~ dos/tres veces,
        dos veces ~ cobrado/facturado, cobro/cargo/pago doble/duplicado/indebido/repetido, doble cobro/cargo/pago,
        cobrado de más, cobraron/cobran/cobrado ~ más, siguen cobrando, seguís cobrando, me cobraron,
        pago/pagos/transferencia ~ fallado/falla/rechazado/rechazada/fallido/fallidos, = pago/pagos/transferencia ~ no,
        tarjeta ~ rechazada/denegada, nóminas/nómina, sueldos, cobrado/cobrados/cobradoa, cobrando, cobro, cobros,
        me/nos han/habéis cobrado/cargado/quitado/sacado/descontado, cargado/cargados, cargos, = cargo, tres veces,
        por duplicado, duplicado/duplicados recibo/cobro/cargo, otro igual,
        recibo/recibos ~ devuelto/devueltos/duplicado/otro/doble, devuelto el recibo, siguen cobrando/cargando/pasando,
        a pesar de la/haber baja/cancelación/cancelado, itinerancia, = roaming, descubierto, números rojos, en rojo,
        sin saldo, falta de saldo, saldo ~ terminó/agotado/cero, póliza, intereses,
        no ha llegado el? dinero/pago/ingreso, no ha llegado/entrado ~ dinero/nómina/pago/transferencia,
        dinero/ingreso/nómina/pago/transferencia ~ no ~ llegado/llega/cobrado/ingresado, no me han pagado/ingresado,
        sin pagar, impago/impagos, impagado/impagados, nunca contraté/firmé/pedí, recobro, morosos, último aviso,
        requerimiento, dinero ~ desaparecido/falta/no/llegado/aparece, faltan # euros, falta ~ dinero,
        nómina/pensión/ayuda/prestación ~ no ~ llegado/ingresado/cobrado/llega/cobro,
        no ingresado/abonado/pagado/llegado, importe ~ equivocado/erróneo/doble, demasiado, diez veces, cien veces,
        en lugar de # euros, en vez de # euros, recibo devuelto, orden permanente, gastos de devolución, recargo,
        ya pagado/pagué/he pagado/hemos pagado, pagué a tiempo, amenazan/amenaza ~ cortar/corte/embargo,
        corte de luz/línea/suministro, morosidad, fichero de
    """,
    "needy": """
        sueldos, paga, fianza, jubilación, paro, subsidio, ayuda al alquiler, ingreso mínimo, prestación, prestaciones,
        beca, cobro de pensión, para vivir, vivo de/con, vivimos de/con, llegar a fin de, fin de mes, sin dinero,
        no tengo dinero/efectivo, nada para comer, para comer, comprar comida, últimos euros, lo último,
        todos mis/nuestros/los ahorros, ahorros, herencia, todo lo que tengo/tenemos, arruinado/arruinadoa, ruina,
        quiebra, concurso de acreedores, insolvente,
        perder ~ casa/piso/trabajo/empleo/plaza/contrato/cliente/negocio/lugar/clientes,
        pierdo ~ casa/piso/trabajo/plaza, de mi bolsillo, prestado dinero, pedir prestado, mi negocio,
        no puedo/podemos/puede pagar/comprar/comer/calentar,
        pagar el/la/los/las alquiler/nóminas/facturas/empleados/hipoteca, nóminas ~ pagar/salen/salir/hoy/mañana,
        día de cobro/paga, últimos # euros, me quedan # euros, quedan # euros, nevera vacía, pañales, hacer la compra,
        luz ~ cortada/cortan/cortar, casero ~ echa/echar/amenaza, madre soltera, familia monoparental, pensión mínima,
        pequeña pensión, nuestros ahorros, mis ahorros, todo nuestro, años ahorrando, compra de la casa/vivienda/piso,
        comprar la casa/vivienda/piso, arras, señal, cuota/cuotas, sustento, perderlo todo
    """,
    "refund": """
        reembolso, reembolsar, reembolsen, devolución, devuelvan, devolver, devuelvan el dinero, dinero de vuelta,
        factura ~ incorrecta/errónea/equivocada/mal, error ~ factura, importe incorrecto/erróneo, indemnización,
        compensación, abono, reclamación, reclamar, disputa
    """,
    "sum": """
        mucho dinero, muchísimo dinero, una fortuna, miles de euros, todos mis ahorros
    """,
    "churn": """
        darme/darnos/dar de baja, la baja, cancelar mi/nuestra/nuestro/el/la suscripción/contrato/cuenta/servicio/abono,
        rescindir, cerrar mi/nuestra cuenta, competencia,
        cambiar/cambiarme/cambiarnos/cambio de compañía/proveedor/operador/empresa, irme/irnos a otra/otro, nunca más,
        no vuelvo/volveré/volveremos a, última vez, mala/malas reseña/reseñas/opinión, perdido un cliente,
        perder un cliente
    """,
}
